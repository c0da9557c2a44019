namespace Postbag.Mime.TransferDecoding;

/// <summary>Damaged base64, character by character. What is not of the alphabet is left out; padding ends a group and a
/// new one begins after it, as when several encoded texts were joined.</summary>
internal sealed class Base64Characters(long offset, DefectList defects)
{
    private const byte Bad = 0xFF;
    private const byte White = 0xFE;
    private const byte Pad = 0xFD;

    private static readonly byte[] Values = MakeValues();

    private bool badIsReported;

    /// <summary>Decodes all whole groups. What is left of the last one, at most three characters, is moved to the
    /// front of the source, and how many is returned.</summary>
    public int Decode(Span<byte> source, Span<byte> target, ref int written, int place)
    {
        int group = 0, count = 0;
        Span<byte> held = stackalloc byte[4];
        foreach (var character in source)
        {
            var value = Values[character];
            if (value < 64)
            {
                held[count] = character;
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
            else if (value == Bad && !badIsReported)
            {
                badIsReported = true;
                defects.Add(DefectKind.BadBase64, offset + place, "bytes outside the alphabet are left out");
            }
        }

        held[..count].CopyTo(source);
        return count;
    }

    /// <summary>Decodes a last group that was cut short: it is filled up with zero bits.</summary>
    public void Finish(Span<byte> source, Span<byte> target, ref int written, int place)
    {
        var count = Decode(source, target, ref written, place);
        if (count == 0)
            return;

        defects.Add(DefectKind.BadBase64, offset + place, "the last group is filled up");
        var group = 0;
        foreach (var character in source[..count])
            group = (group << 6) | Values[character];

        written += Flush(target[written..], group, count);
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
