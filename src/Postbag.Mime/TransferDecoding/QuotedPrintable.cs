namespace Postbag.Mime.TransferDecoding;

/// <summary>Quoted-printable as mail has it (RFC 2045 §6.7). An equals sign that introduces nothing stays as it is;
/// white space at the end of a line was added on the way and is taken off.</summary>
internal static class QuotedPrintable
{
    /// <summary>Decodes into a buffer that is at least as long as the source; returns how many bytes were written.</summary>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> target, long offset, DefectList defects)
    {
        int read = 0, written = 0, lineStart = 0;
        while (read < source.Length)
        {
            var run = source[read..].IndexOfAny((byte)'=', (byte)'\n');
            if (run < 0)
                run = source.Length - read;

            source.Slice(read, run).CopyTo(target[written..]);
            read += run;
            written += run;
            if (read == source.Length)
                break;

            if (source[read] == '\n')
            {
                written = EndLine(target, lineStart, written);
                target[written++] = (byte)'\n';
                lineStart = written;
                read++;
                continue;
            }

            read += Escape(source[read..], target, ref written, ref lineStart, out var isBad);
            if (isBad)
                defects.Add(DefectKind.BadQuotedPrintable, offset, "an equals sign that introduces nothing is kept");
        }

        return written;
    }

    /// <summary>Takes spaces and tabs off the end of the line in the target, leaving its CR.</summary>
    private static int EndLine(Span<byte> target, int lineStart, int written)
    {
        var hasReturn = written > lineStart && target[written - 1] == '\r';
        var end = hasReturn ? written - 1 : written;
        while (end > lineStart && target[end - 1] is (byte)' ' or (byte)'\t')
            end--;

        if (hasReturn)
            target[end++] = (byte)'\r';

        return end;
    }

    /// <summary>Reads "=XX" or a soft line end; returns how many bytes it took.</summary>
    private static int Escape(
        ReadOnlySpan<byte> source, Span<byte> target, ref int written, ref int lineStart, out bool isBad)
    {
        isBad = false;
        if (source.Length >= 3)
        {
            int high = HexValue(source[1]), low = HexValue(source[2]);
            if ((high | low) >= 0)
            {
                target[written++] = (byte)((high << 4) | low);
                lineStart = written;
                return 3;
            }
        }

        var end = 1;
        while (end < source.Length && source[end] is (byte)' ' or (byte)'\t')
            end++;

        if (end < source.Length && source[end] == '\r')
            end++;

        if (end >= source.Length)
            return source.Length;

        if (source[end] == '\n')
        {
            lineStart = written;
            return end + 1;
        }

        isBad = true;
        target[written++] = (byte)'=';
        return 1;
    }

    private static int HexValue(byte digit) => char.IsAsciiHexDigit((char)digit)
        ? digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10
        : -1;
}
