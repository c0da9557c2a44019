namespace Postbag.Mime;

/// <summary>Writes text as encoded words (RFC 2047) of at most 64 characters, each of whole characters.</summary>
internal static class WordEncoder
{
    private const string Begin = "=?utf-8?";

    // RFC 2047 §2 allows 75 characters a word and 76 a line; this leaves room for the field's name before the first.
    private const int Longest = 52;

    /// <summary>The words, in the encoding that needs fewer characters.</summary>
    public static IReadOnlyList<string> Encode(string text)
    {
        if (text.Length == 0)
            return [""];
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
            length += QLength(rune);
        return length <= Encoding.UTF8.GetByteCount(text) * 4 / 3 ? EncodeQ(text) : EncodeB(text);
    }

    private static List<string> EncodeQ(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (word.Length + QLength(rune) > Longest)
            {
                words.Add($"{Begin}q?{word}?=");
                word.Clear();
            }

            if (rune.Value == ' ')
            {
                word.Append('_');
                continue;
            }

            if (IsPlain(rune))
            {
                word.Append((char)rune.Value);
                continue;
            }

            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
                word.Append('=').Append(value.ToString("X2"));
        }

        words.Add($"{Begin}q?{word}?=");
        return words;
    }

    private static List<string> EncodeB(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if ((word.Count + length + 2) / 3 * 4 > Longest)
            {
                words.Add($"{Begin}b?{Convert.ToBase64String([.. word])}?=");
                word.Clear();
            }

            word.AddRange(bytes[..length]);
        }

        words.Add($"{Begin}b?{Convert.ToBase64String([.. word])}?=");
        return words;
    }

    private static int QLength(Rune rune) => IsPlain(rune) || rune.Value == ' ' ? 1 : rune.Utf8SequenceLength * 3;

    /// <summary>What RFC 2047 §5 (3) allows even in a phrase, the strictest place.</summary>
    private static bool IsPlain(Rune rune) =>
        rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '!' or '*' or '+' or '-' or '/');
}
