namespace Postbag.Mime.TransferDecoding;

/// <summary>Base64 as mail has it (RFC 2045 §6.8): in lines, and damaged in every way. What is not of the alphabet is
/// left out; padding in the middle ends a group and a new one begins, as when several encoded texts were joined.</summary>
internal static class Base64Lines
{
    private const byte Bad = 0xFF;
    private const byte White = 0xFE;
    private const byte Pad = 0xFD;

    private static readonly byte[] Values = MakeValues();

    /// <summary>Decodes into a buffer that is at least as long as the source; returns how many bytes were written.</summary>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> target, long offset, DefectList defects)
    {
        int written = 0, group = 0, count = 0;
        var badAt = -1;
        for (var i = 0; i < source.Length; i++)
        {
            var value = Values[source[i]];
            if (value < 64)
            {
                group = (group << 6) | value;
                if (++count == 4)
                {
                    target[written++] = (byte)(group >> 16);
                    target[written++] = (byte)(group >> 8);
                    target[written++] = (byte)group;
                    group = count = 0;
                }
            }
            else if (value == Pad)
            {
                written += Flush(target[written..], group, count);
                group = count = 0;
            }
            else if (value == Bad && badAt < 0)
            {
                badAt = i;
            }
        }

        if (badAt >= 0)
            defects.Add(DefectKind.BadBase64, offset + badAt, "bytes outside the alphabet are left out");

        if (count > 0)
        {
            defects.Add(DefectKind.BadBase64, offset + source.Length, "the last group is filled up");
            written += Flush(target[written..], group, count);
        }

        return written;
    }

    private static int Flush(Span<byte> target, int group, int count)
    {
        switch (count)
        {
            case 2:
                target[0] = (byte)(group >> 4);
                return 1;
            case 3:
                target[0] = (byte)(group >> 10);
                target[1] = (byte)(group >> 2);
                return 2;
            default:
                return 0;
        }
    }

    private static byte[] MakeValues()
    {
        var values = new byte[256];
        values.AsSpan().Fill(Bad);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var i = 0; i < alphabet.Length; i++)
            values[alphabet[i]] = (byte)i;

        foreach (var white in " \t\r\n\f\v"u8)
            values[white] = White;

        values['='] = Pad;
        return values;
    }
}
