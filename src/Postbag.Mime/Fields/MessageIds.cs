namespace Postbag.Mime;

internal static class MessageIds
{
    public static IReadOnlyList<string> Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        _ = (offset, defects);
        return
        [
            .. Encoding.Latin1.GetString(value).Split(
                [' ', '\t', '\r', '\n', '<', '>'], StringSplitOptions.RemoveEmptyEntries),
        ];
    }
}
