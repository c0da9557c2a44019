using System.Buffers;

namespace Postbag.Mime;

/// <summary>Reads message ids (RFC 5322 §3.6.4): of Message-ID, In-Reply-To, References, and where a Content-ID stands
/// (RFC 2392).</summary>
internal static class MessageIds
{
    /// <summary>How many ids of one field are read: a thread of thousands of letters has fewer, and each costs
    /// memory.</summary>
    public const int MaxIds = 5000;

    private static readonly SearchValues<byte> BetweenIds = SearchValues.Create(" \t\r\n,;<>"u8);

    /// <summary>The ids in order, without angle brackets. An id is compared letter by letter, so nothing of it is
    /// changed but white space that a fold or an old mailer put into it.</summary>
    public static IReadOnlyList<string> Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        offset += FieldText.LeadingSpace(value);
        value = FieldText.Trim(value);
        if (IsOnePlainId(value))
            return [Encoding.ASCII.GetString(value[1..^1])];

        if (value.IndexOf((byte)'<') < 0 && value.IndexOf("=?"u8) >= 0)
        {
            // Python's email package encoded ids too long for a line.
            defects.Add(DefectKind.BadMessageId, offset, "the ids inside an encoded word");
            value = Encoding.UTF8.GetBytes(EncodedWords.Decode(value, offset, defects));
        }

        var ids = new List<string>();
        ReadBracketed(value, offset, defects, ids);
        if (ids.Count == 0)
            ReadBare(value, offset, defects, ids);
        return ids;
    }

    private static bool IsOnePlainId(ReadOnlySpan<byte> value) =>
        value.Length > 2 && value[0] == '<' && value[^1] == '>'
        && value[1..^1].IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0 && value[1..^1].IndexOfAny("<>()"u8) < 0;

    private static void ReadBracketed(ReadOnlySpan<byte> value, long offset, DefectList defects, List<string> ids)
    {
        var place = 0;
        while (value[place..].IndexOf((byte)'<') is var open and >= 0)
        {
            if (ids.Count == MaxIds)
            {
                defects.Add(DefectKind.BadMessageId, offset + place, "the rest of the ids is left out");
                return;
            }

            if (HasWords(value.Slice(place, open)))
                defects.Add(DefectKind.BadMessageId, offset + place, "words between the ids are left out");
            place += open + 1;
            var length = value[place..].IndexOfAny("<>"u8);
            if (length < 0 || value[place + length] == '<')
            {
                var end = value[place..(length < 0 ? value.Length : place + length)].IndexOfAny(" \t\r\n"u8);
                length = end >= 0 ? end : length < 0 ? value.Length - place : length;
                if (length > 0)
                    defects.Add(DefectKind.BadMessageId, offset + place, "the id ends here, its bracket being missing");
            }

            Add(value.Slice(place, length), offset + place, defects, ids);
            place += length;
        }
    }

    /// <summary>Whether anything stands between two ids but separators and comments (RFC 5322 §3.6.4).</summary>
    private static bool HasWords(ReadOnlySpan<byte> between)
    {
        var depth = 0;
        foreach (var current in between)
        {
            if (current == '(')
                depth++;
            else if (current == ')' && depth > 0)
                depth--;
            else if (depth == 0 && !BetweenIds.Contains(current))
                return true;
        }

        return false;
    }

    private static void Add(ReadOnlySpan<byte> content, long offset, DefectList defects, List<string> ids)
    {
        content = FieldText.Trim(content);
        if (content.IsEmpty)
            return;
        if (content.IndexOfAny(" \t\r\n"u8) < 0)
        {
            ids.Add(FieldText.Decode(content, offset, defects));
            return;
        }

        var bytes = new PooledBuffer<byte>(stackalloc byte[128]);
        AppendWithoutSpace(ref bytes, content);
        if (bytes.Length < content.Length)
            defects.Add(DefectKind.BadMessageId, offset, "white space and comments inside the id are left out");

        ids.Add(FieldText.Decode(bytes.Written, offset, defects));
        bytes.Dispose();
    }

    private static void AppendWithoutSpace(ref PooledBuffer<byte> bytes, ReadOnlySpan<byte> content)
    {
        var isQuoted = false;
        var depth = 0;
        foreach (var current in content)
        {
            if (current == '"' && depth == 0)
                isQuoted = !isQuoted;
            if (current == '(' && !isQuoted)
                depth++;
            else if (current == ')' && depth > 0)
                depth--;
            else if (depth == 0 && (isQuoted || !FieldText.IsSpace(current)))
                bytes.Append(current);
        }
    }

    /// <summary>Ids without brackets: the words with an @; or one word alone.</summary>
    private static void ReadBare(ReadOnlySpan<byte> value, long offset, DefectList defects, List<string> ids)
    {
        if (value.IsEmpty || value.IndexOfAnyExcept(BetweenIds) < 0)
        {
            defects.Add(DefectKind.BadMessageId, offset, "no id");
            return;
        }

        defects.Add(DefectKind.BadMessageId, offset, "the ids without angle brackets");
        var isAlone = value.IndexOfAny(" \t\r\n,"u8) < 0;
        foreach (var range in value.SplitAny(" \t\r\n,"u8))
        {
            var word = value[range].Trim("<>;"u8);
            if (!word.IsEmpty && (isAlone || word.IndexOf((byte)'@') > 0) && ids.Count < MaxIds)
                ids.Add(FieldText.Decode(word, offset, defects));
        }
    }
}
