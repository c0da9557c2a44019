namespace Postbag.Mime.Charsets;

/// <summary>The charset that HTML names in a <c>meta</c> element.</summary>
internal static class HtmlCharset
{
    // HTML itself asks browsers to look no further (WHATWG HTML §13.2.3.2).
    private const int SearchedBytes = 1024;

    public static Charset? Stated(ReadOnlySpan<byte> html)
    {
        var rest = html[..Math.Min(html.Length, SearchedBytes)];
        while (true)
        {
            var next = IndexOfIgnoreCase(rest, "charset"u8);
            if (next < 0)
                return null;

            rest = rest[(next + 7)..].TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty || rest[0] != '=')
                continue;

            var value = rest[1..].TrimStart(" \t\r\n\"'"u8);
            var end = value.IndexOfAnyExcept(NameCharacters);
            if (end > 0 && CharsetNames.Find(Encoding.Latin1.GetString(value[..end])) is { } charset)
                return charset.Form == CharsetForm.Other ? null : charset;
        }
    }

    private static int IndexOfIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (var i = 0; i + word.Length <= text.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(text.Slice(i, word.Length), word))
                return i;
        }

        return -1;
    }

    private static readonly System.Buffers.SearchValues<byte> NameCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:"u8);
}
