using System.Buffers;

namespace Postbag.Mime;

/// <summary>Cuts a field's value into its first word and the pieces of its parameters.</summary>
// Over 300 lines: one scanner of one grammar, whose state every part of it moves.
internal ref struct ParameterReader(ReadOnlySpan<byte> value, long offset, DefectList defects)
{
    // What may stand after a mere space, its semicolon being missing. Other words before an equals sign may belong to
    // a file's name.
    private static readonly string[] KnownNames =
        ["boundary", "charset", "delsp", "filename", "format", "method", "micalg", "name", "protocol", "report-type",
            "size", "start", "type", "x-unix-mode"];

    // How far behind a quote another that may close the value is looked for: file systems allow names of 255 bytes.
    private const int LongestInnerQuote = 1000;

    private static readonly SearchValues<byte> NameEnd = SearchValues.Create(" \t\r\n;=,?\"()<>@/[]"u8);

    private readonly ReadOnlySpan<byte> value = value;
    private int place;
    private int literalUntil;

    /// <summary>Reads what stands before the first semicolon.</summary>
    public string ReadValue()
    {
        if (KnownValue() is { } known)
            return known;

        var bytes = new PooledBuffer<byte>(stackalloc byte[128]);
        SkipSpaceAndComments();
        while (place < value.Length && value[place] is not ((byte)';' or (byte)','))
        {
            var hadSpace = SkipSpaceAndComments();
            if (place == value.Length || value[place] is (byte)';' or (byte)',')
                break;
            if ((hadSpace || bytes.Length == 0) && IsParameterAhead(anyName: true))
            {
                Report("a parameter begins here, its semicolon being missing");
                break;
            }

            // "text / plain", but not "attachment anything".
            if (hadSpace && bytes.Length > 0 && value[place] != '/' && bytes.Written[^1] != '/')
            {
                Report("words after the value are left out");
                place = NextSemicolon();
                break;
            }

            if (value[place] != '"')
                bytes.Append(value[place]);
            place++;
        }

        var text = FieldText.Decode(bytes.Written, offset, defects).ToLowerInvariant();
        bytes.Dispose();
        return text;
    }

    /// <summary>Reads the parameters; null if there are none.</summary>
    public List<ParameterPiece>? ReadPieces()
    {
        List<ParameterPiece>? pieces = null;
        while (true)
        {
            while (SkipSpaceAndComments() || (place < value.Length && value[place] is (byte)';' or (byte)','))
            {
                if (place < value.Length && value[place] is (byte)';' or (byte)',')
                    place++;
            }

            if (place >= value.Length)
                return pieces;
            if (pieces?.Count >= Parameters.MaxParameters)
            {
                Report("the rest of the parameters is left out");
                return pieces;
            }

            if (ReadPiece() is { } piece)
                (pieces ??= []).Add(piece);
        }
    }

    private void Report(string assumed) => defects.Add(DefectKind.BadParameter, offset + place, assumed);

    /// <summary>Knows the commonest values without making new strings of them.</summary>
    private string? KnownValue()
    {
        var trimmed = value.TrimStart(" \t\r\n"u8);
        var length = trimmed.IndexOf((byte)';');
        if (length < 0)
            trimmed = trimmed.TrimEnd(" \t\r\n"u8);
        var word = length < 0 ? trimmed : trimmed[..length];
        var known = word switch
        {
            _ when word.SequenceEqual("text/plain"u8) => "text/plain",
            _ when word.SequenceEqual("text/html"u8) => "text/html",
            _ when word.SequenceEqual("multipart/alternative"u8) => "multipart/alternative",
            _ when word.SequenceEqual("multipart/mixed"u8) => "multipart/mixed",
            _ when word.SequenceEqual("multipart/related"u8) => "multipart/related",
            _ when word.SequenceEqual("attachment"u8) => "attachment",
            _ when word.SequenceEqual("inline"u8) => "inline",
            _ => null,
        };
        if (known is not null)
            place = length < 0 ? value.Length : value.IndexOf((byte)';');
        return known;
    }

    private ParameterPiece? ReadPiece()
    {
        var start = place;
        var length = value[place..].IndexOfAny((byte)'=', (byte)';');
        if (length < 0 || value[place + length] == ';')
        {
            Report("a parameter without a value is left out");
            place = length < 0 ? value.Length : place + length;
            return null;
        }

        var name = value.Slice(place, length);
        place += length + 1;
        SkipSpace();

        // A file's name may begin with a parenthesis that nobody quoted.
        if (name.IndexOf("name"u8) < 0)
            SkipSpaceAndComments();

        var isQuoted = place < value.Length && value[place] == '"';
        var content = isQuoted ? ReadQuoted() : ReadUnquoted();
        if (content.Length == 0 && !isQuoted)
            return null;
        return ParameterPiece.Named(name, content, start);
    }

    private byte[] ReadQuoted()
    {
        var start = ++place;
        var end = ClosingQuote(out var next);
        if (end < 0)
        {
            Report("a quote that is never closed ends with the field");
            (end, next) = (value.Length, value.Length);
        }

        place = next;
        return Unescape(value[start..end]);
    }

    /// <summary>The quote after which something ends or begins: file names come with unescaped quotes inside.</summary>
    private int ClosingQuote(out int next)
    {
        var first = -1;
        for (var i = place; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length && value[i + 1] is (byte)'"' or (byte)'\\')
            {
                i++;
            }
            else if (value[i] == '"')
            {
                next = i + 1;
                if (IsEndAhead(next))
                    return i;
                if (first < 0)
                    first = i;
                else
                    defects.Add(DefectKind.BadParameter, offset + first, "a quote inside the value stands for itself");
            }
            else if (first >= 0 && (value[i] == ';' || i - first > LongestInnerQuote))
            {
                break;
            }
        }

        next = first + 1;
        return first;
    }

    private bool IsEndAhead(int from)
    {
        var kept = place;
        place = from;
        SkipSpace();
        var isEnd = place == value.Length || value[place] is (byte)';' or (byte)',' or (byte)'('
            || (place > from && IsParameterAhead(anyName: true));
        place = kept;
        return isEnd;
    }

    /// <summary>Backslashes escape (RFC 822 §3.3), but not in a path that some Windows program sent as it
    /// was.</summary>
    private static byte[] Unescape(ReadOnlySpan<byte> quoted)
    {
        var isPath = quoted.Length > 2 && ((quoted[1] == ':' && quoted[2] == '\\' && quoted.IndexOf("\\\\"u8) < 0)
            || (quoted.StartsWith("\\\\"u8) && quoted[2..].IndexOf("\\\\"u8) < 0));
        var bytes = new byte[quoted.Length];
        var length = 0;
        for (var i = 0; i < quoted.Length; i++)
        {
            if (quoted[i] is (byte)'\r' or (byte)'\n')
                continue;
            if (quoted[i] == '\\' && i + 1 < quoted.Length && (!isPath || quoted[i + 1] == '"'))
                i++;
            bytes[length++] = quoted[i];
        }

        return length == bytes.Length ? bytes : bytes[..length];
    }

    private byte[] ReadUnquoted()
    {
        var start = place;
        var end = place;
        while (place < value.Length && value[place] != ';')
        {
            if (value[place] == '(' && CommentEnd(place) is var comment and > 0)
            {
                if (IsEnd(comment))
                {
                    place = comment;
                    continue;
                }

                // "letter (1).pdf": the parentheses are part of the name, and so are those inside them.
                literalUntil = comment;
            }

            if (!FieldText.IsSpace(value[place]))
            {
                end = ++place;
                continue;
            }

            var isFolded = SkipSpace();
            if (IsParameterAhead(isFolded))
            {
                Report("a parameter begins here, its semicolon being missing");
                break;
            }
        }

        return WithoutFolds(value[start..end]);
    }

    private static byte[] WithoutFolds(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOfAny((byte)'\r', (byte)'\n') < 0)
            return raw.ToArray();
        var bytes = new List<byte>(raw.Length);
        foreach (var current in raw)
        {
            if (current is not ((byte)'\r' or (byte)'\n'))
                bytes.Add(current);
        }

        return [.. bytes];
    }

    /// <summary>Whether a name and an equals sign come next: any name where a line was folded, else one that is
    /// known.</summary>
    private readonly bool IsParameterAhead(bool anyName)
    {
        var window = value[place..Math.Min(value.Length, place + 60)];
        var equals = window.IndexOfAny(NameEnd);
        if (equals <= 0 || window[equals] != '=')
            return false;
        if (anyName)
            return true;
        var name = window[..equals];
        var star = name.IndexOf((byte)'*');
        if (star >= 0)
            name = name[..star];
        foreach (var known in KnownNames)
        {
            if (Ascii.EqualsIgnoreCase(name, known))
                return true;
        }

        return false;
    }

    private readonly int NextSemicolon() =>
        value[place..].IndexOf((byte)';') is var next and >= 0 ? place + next : value.Length;

    private readonly bool IsEnd(int at)
    {
        while (at < value.Length && FieldText.IsSpace(value[at]))
            at++;
        return at == value.Length || value[at] == ';';
    }

    private bool SkipSpaceAndComments()
    {
        var start = place;
        SkipSpace();
        while (place < value.Length && value[place] == '(' && CommentEnd(place) is var end and > 0)
        {
            place = end;
            SkipSpace();
        }

        return place > start;
    }

    /// <summary>Skips white space; true if there was a line end in it.</summary>
    private bool SkipSpace()
    {
        var isFolded = false;
        while (place < value.Length && FieldText.IsSpace(value[place]))
            isFolded |= value[place++] == '\n';
        return isFolded;
    }

    /// <summary>Where the comment ends that begins here; -1 if it never does: then no later parenthesis is looked at,
    /// so that a field of nothing else isn't walked once for each.</summary>
    private int CommentEnd(int start)
    {
        if (start < literalUntil)
            return -1;
        var depth = 0;
        for (var i = start; i < value.Length; i++)
        {
            if (value[i] == '\\')
                i++;
            else if (value[i] == '(')
                depth++;
            else if (value[i] == ')' && --depth == 0)
                return i + 1;
        }

        literalUntil = value.Length;
        return -1;
    }
}
