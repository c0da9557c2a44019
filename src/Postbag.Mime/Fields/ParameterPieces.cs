namespace Postbag.Mime;

/// <summary>A parameter as it stood, which may be one of several that make up a value (RFC 2231 §3).</summary>
/// <param name="Name">The name in lower case, without asterisks and number.</param>
/// <param name="Section">The piece's number; -1 if it stands alone.</param>
/// <param name="IsExtended">Whether it is percent-encoded (RFC 2231 §4).</param>
/// <param name="Content">The value's bytes without quotes.</param>
/// <param name="Start">Where it begins in the field.</param>
internal sealed record ParameterPiece(string Name, int Section, bool IsExtended, byte[] Content, int Start)
{
    public bool IsByRfc2231 => IsExtended || Section >= 0;

    /// <summary>A piece by its name as written; null if there is no name in it.</summary>
    public static ParameterPiece? Named(ReadOnlySpan<byte> written, byte[] content, int start)
    {
        if (written.IndexOf((byte)'(') is var comment and >= 0)
            written = written[..comment];
        var text = Ascii.IsValid(written) ? Encoding.ASCII.GetString(written) : Encoding.UTF8.GetString(written);
        text = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant().TrimStart('*');
        var star = text.IndexOf('*', StringComparison.Ordinal);
        if (text.Length == 0 || star < 0)
            return text.Length == 0 ? null : new ParameterPiece(text, -1, false, content, start);

        var digits = text.AsSpan(star).TrimStart('*');
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        if (length >= 0)
            digits = digits[..length];
        var section = digits.IsEmpty ? -1 : digits.Length > 6 ? int.MaxValue : int.Parse(digits);
        return new ParameterPiece(text[..star], section, text[^1] == '*', content, start);
    }
}

/// <summary>Joins the pieces of parameters to values.</summary>
internal static class ParameterPieces
{
    public static IReadOnlyList<Parameter> Join(List<ParameterPiece> pieces, long offset, DefectList defects)
    {
        if (pieces.Count == 1)
            return [Whole(pieces, offset, defects)];

        var byName = new Dictionary<string, List<ParameterPiece>>(StringComparer.Ordinal);
        var result = new List<Parameter>();
        foreach (var piece in pieces)
        {
            if (byName.TryGetValue(piece.Name, out var same))
                same.Add(piece);
            else
                byName.Add(piece.Name, [piece]);
        }

        // A dictionary that nothing is removed from keeps the order in which names came.
        foreach (var same in byName.Values)
            result.Add(Whole(same, offset, defects));
        return result;
    }

    /// <summary>One value from all pieces of its name. What is written by RFC 2231 is more exact than what stands
    /// beside it for older readers (RFC 6266 §4.3 says the same of HTTP).</summary>
    private static Parameter Whole(List<ParameterPiece> same, long offset, DefectList defects)
    {
        if (same.Exists(p => p.IsByRfc2231))
            return Joined(same.FindAll(p => p.IsByRfc2231), offset, defects);
        if (same.Count > 1)
            defects.Add(DefectKind.BadParameter, offset + same[1].Start, "the first of several parameters of one name");
        var first = same[0];
        return new Parameter(first.Name, Plain(first, offset, defects), null);
    }

    private static string Plain(ParameterPiece piece, long offset, DefectList defects)
    {
        var start = offset + piece.Start;
        // A boundary is compared byte by byte and may look like anything.
        if (piece.Name == "boundary")
            return Encoding.Latin1.GetString(piece.Content);
        if (piece.Content.AsSpan().IndexOf("=?"u8) is var at and >= 0
            && EncodedWord.TryRead(piece.Content, at, out _))
        {
            return DecodedWords(piece.Content, start, defects);
        }

        return Ascii.IsValid(piece.Content)
            ? Encoding.ASCII.GetString(piece.Content)
            : FieldCharset.DecodeUnlabelled(piece.Content, start, defects);
    }

    private static string DecodedWords(ReadOnlySpan<byte> content, long start, DefectList defects)
    {
        // RFC 2047 §5 forbids them here, and it is how most mailers name their attachments.
        defects.Add(DefectKind.BadParameter, start, "an encoded word in a parameter is decoded");
        var text = new TextBuffer(stackalloc char[128]);
        EncodedWords.Append(ref text, content, start, defects);
        var result = text.ToString();
        text.Dispose();
        return result;
    }

    private static Parameter Joined(List<ParameterPiece> pieces, long offset, DefectList defects)
    {
        var start = offset + pieces[0].Start;
        var ordered = pieces.OrderBy(p => p.Section).ToList();
        var bytes = new PooledBuffer<byte>(stackalloc byte[256]);
        string? charset = null;
        string? language = null;
        var expected = Math.Max(ordered[0].Section, 0);
        if (ordered[0].Section > 0)
            defects.Add(DefectKind.BadParameter, start, "the value's beginning is missing");
        for (var i = 0; i < ordered.Count; i++)
        {
            var piece = ordered[i];
            if (i > 0 && piece.Section == ordered[i - 1].Section)
            {
                defects.Add(DefectKind.BadParameter, offset + piece.Start, "the first of several pieces of one number");
                continue;
            }

            if (i > 0 && piece.Section != ++expected)
                defects.Add(DefectKind.BadParameter, offset + piece.Start, "a piece of the value is missing");
            ReadOnlySpan<byte> content = piece.Content;
            if (piece.IsExtended && i == 0)
                content = TakeCharset(content, out charset, out language);
            else if (piece.IsExtended && charset is not null)
                content = WithoutRepeatedCharset(content, charset, offset + piece.Start, defects);
            Append(ref bytes, content, piece.IsExtended);
        }

        var text = charset is null
            ? Plain(pieces[0] with { Content = bytes.Written.ToArray() }, offset, defects)
            : FieldCharset.Decode(Encoding.UTF8.GetBytes(charset), bytes.Written, start, defects);
        bytes.Dispose();
        return new Parameter(pieces[0].Name, text, language);
    }

    /// <summary>Takes charset'language' off the front; neither is there if the apostrophes aren't.</summary>
    private static ReadOnlySpan<byte> TakeCharset(ReadOnlySpan<byte> content, out string? charset, out string? language)
    {
        charset = language = null;
        var first = content.IndexOf((byte)'\'');
        var second = first < 0 ? -1 : content[(first + 1)..].IndexOf((byte)'\'');
        if (second < 0)
            return content;
        if (first > 0)
            charset = Encoding.Latin1.GetString(content[..first]);
        if (second > 0)
            language = Encoding.Latin1.GetString(content.Slice(first + 1, second));
        return content[(first + 1 + second + 1)..];
    }

    /// <summary>Some mailers write the charset before every piece, with one apostrophe or two.</summary>
    private static ReadOnlySpan<byte> WithoutRepeatedCharset(
        ReadOnlySpan<byte> content, string charset, long start, DefectList defects)
    {
        if (content.Length <= charset.Length || content[charset.Length] != '\''
            || !Ascii.EqualsIgnoreCase(content[..charset.Length], charset))
        {
            return content;
        }

        defects.Add(DefectKind.BadParameter, start, "a repeated charset is left out");
        content = content[(charset.Length + 1)..];
        return content.StartsWith("'"u8) ? content[1..] : content;
    }

    private static void Append(ref PooledBuffer<byte> bytes, ReadOnlySpan<byte> content, bool isExtended)
    {
        if (!isExtended)
        {
            bytes.Append(content);
            return;
        }

        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '%' && i + 2 < content.Length
                && char.IsAsciiHexDigit((char)content[i + 1]) && char.IsAsciiHexDigit((char)content[i + 2]))
            {
                bytes.Append(Convert.FromHexString([(char)content[i + 1], (char)content[i + 2]])[0]);
                i += 2;
            }
            else
            {
                bytes.Append(content[i]);
            }
        }
    }
}
