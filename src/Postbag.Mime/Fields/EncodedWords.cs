namespace Postbag.Mime;

internal static class EncodedWords
{
    public static string Decode(ReadOnlySpan<byte> value, long offset, DefectList defects) =>
        Charsets.CharsetDecoder.Decode(value, null, isHtml: false, offset, defects)
            .Replace("\r", "").Replace("\n", "").Trim();
}
