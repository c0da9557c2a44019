namespace Postbag.Mime;

/// <summary>Writes quoted-printable (RFC 2045 §6.7) with lines of at most 76 characters.</summary>
internal static class QuotedPrintableWriter
{
    private const int LineLength = 76;

    /// <summary>Encodes text whose line ends are CRLF; these stay line ends.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        var output = new List<byte>(bytes.Length + (bytes.Length / 4));
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (IsLineEnd(bytes, i))
            {
                output.AddRange("\r\n"u8);
                column = 0;
                i++;
                continue;
            }

            var isPlain = IsPlain(bytes, i, column == 0);
            // The last column is the equals sign's that says that the line goes on.
            if (column + (isPlain ? 1 : 3) > LineLength - 1)
            {
                output.AddRange("=\r\n"u8);
                column = 0;
                isPlain = IsPlain(bytes, i, isAtStart: true);
            }

            if (isPlain)
                output.Add(bytes[i]);
            else
                output.AddRange([(byte)'=', Hex(bytes[i] >> 4), Hex(bytes[i] & 15)]);
            column += isPlain ? 1 : 3;
        }

        return [.. output];
    }

    private static bool IsLineEnd(ReadOnlySpan<byte> bytes, int at) =>
        at + 1 < bytes.Length && bytes[at] == '\r' && bytes[at + 1] == '\n';

    private static bool IsPlain(ReadOnlySpan<byte> bytes, int at, bool isAtStart)
    {
        var current = bytes[at];
        if (current is (byte)' ' or (byte)'\t')
            return at + 1 < bytes.Length && !IsLineEnd(bytes, at + 1);
        // Dots and "From " at a line's beginning are what careless servers change.
        if (isAtStart && (current == '.' || bytes[at..].StartsWith("From "u8)))
            return false;
        return current is > (byte)' ' and <= (byte)'~' and not (byte)'=';
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
