using System.Buffers;

namespace Postbag.Mime.TransferDecoding;

/// <summary>Quoted-printable as mail has it (RFC 2045 §6.7). An equals sign that introduces nothing stays as it is;
/// white space at the end of a line was added on the way and is taken off. Runs between equals signs and line ends are
/// copied whole.</summary>
internal static class QuotedPrintable
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("=\n"u8);

    /// <summary>Decodes into a buffer that is at least as long as the source; returns how many bytes were
    /// written.</summary>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> target, long offset, DefectList defects)
    {
        int read = 0, written = 0;

        // White space may be taken off only back to here: what was escaped was meant.
        var plainFrom = 0;
        while (true)
        {
            var run = source[read..].IndexOfAny(Marks);
            if (run < 0)
            {
                source[read..].CopyTo(target[written..]);
                return written + source.Length - read;
            }

            source.Slice(read, run).CopyTo(target[written..]);
            read += run;
            written += run;
            if (source[read] == '\n')
            {
                if (written > plainFrom && target[written - 1] <= ' ')
                    written = EndLine(target, plainFrom, written);

                target[written++] = (byte)'\n';
                read++;
            }
            else if (!TakeEscapes(source, ref read, target, ref written) && !SkipSoftLineEnd(source, ref read))
            {
                defects.Add(DefectKind.BadQuotedPrintable, offset, "an equals sign that introduces nothing is kept");
                target[written++] = (byte)'=';
                read++;
                continue;
            }

            plainFrom = written;
        }
    }

    /// <summary>Takes spaces and tabs off the end of the line in the target, leaving its CR.</summary>
    private static int EndLine(Span<byte> target, int plainFrom, int written)
    {
        var hasReturn = target[written - 1] == '\r';
        var end = hasReturn ? written - 1 : written;
        while (end > plainFrom && target[end - 1] is (byte)' ' or (byte)'\t')
            end--;

        if (hasReturn)
            target[end++] = (byte)'\r';

        return end;
    }

    /// <summary>Reads one "=XX" after another; false if there is none.</summary>
    private static bool TakeEscapes(ReadOnlySpan<byte> source, ref int read, Span<byte> target, ref int written)
    {
        var start = read;
        while (read + 2 < source.Length && source[read] == '=')
        {
            int high = HexValues[source[read + 1]], low = HexValues[source[read + 2]];
            if ((high | low) < 0)
                break;

            target[written++] = (byte)((high << 4) | low);
            read += 3;
        }

        return read > start;
    }

    /// <summary>Skips "=", white space and a line end, or the end of the body; false if it is something else.</summary>
    private static bool SkipSoftLineEnd(ReadOnlySpan<byte> source, ref int read)
    {
        var end = read + 1;
        while (end < source.Length && source[end] is (byte)' ' or (byte)'\t')
            end++;

        if (end < source.Length && source[end] == '\r')
            end++;

        if (end < source.Length && source[end] == '\n')
            end++;
        else if (end < source.Length && source[end - 1] != '\r')
            return false;

        read = end;
        return true;
    }

    private static readonly sbyte[] HexValues = MakeHexValues();

    private static sbyte[] MakeHexValues()
    {
        var values = new sbyte[256];
        values.AsSpan().Fill(-1);
        for (var i = 0; i < 16; i++)
        {
            values["0123456789ABCDEF"[i]] = (sbyte)i;
            values["0123456789abcdef"[i]] = (sbyte)i;
        }

        return values;
    }
}
