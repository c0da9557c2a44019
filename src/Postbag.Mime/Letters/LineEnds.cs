using System.Text;

namespace Postbag.Mime;

/// <summary>One kind of line end.</summary>
internal static class LineEnds
{
    /// <summary>The text with LF for CRLF, for CR CR LF (some gateways), for a lone CR (old Macs) and for U+2028 and
    /// U+2029; itself if it has only LF.</summary>
    public static string ToLf(string text)
    {
        const string others = "\r\u2028\u2029";
        if (text.AsSpan().IndexOfAny(others) < 0) return text;

        var lines = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (true)
        {
            var end = rest.IndexOfAny(others);
            if (end < 0) return lines.Append(rest).ToString();
            lines.Append(rest[..end]).Append('\n');
            rest = rest[(end + LengthOfEnd(rest[end..]))..];
        }
    }

    private static int LengthOfEnd(ReadOnlySpan<char> rest) =>
        rest.StartsWith("\r\n") ? 2 : rest.StartsWith("\r\r\n") ? 3 : 1;
}
