using System.Text;

namespace Postbag.Demo;

internal enum Transfer { SevenBit, EightBit, QuotedPrintable, Base64 }

/// <summary>Transfer encodings (RFC 2045, section 6).</summary>
internal static class TransferText
{
    public static string NameOf(Transfer transfer) => transfer switch
    {
        Transfer.SevenBit => "7bit",
        Transfer.EightBit => "8bit",
        Transfer.QuotedPrintable => "quoted-printable",
        _ => "base64",
    };

    public static byte[] Encode(byte[] bytes, Transfer transfer) => transfer switch
    {
        Transfer.QuotedPrintable => QuotedPrintable(bytes),
        Transfer.Base64 => Base64(bytes),
        _ => bytes,
    };

    public static byte[] Base64(byte[] bytes)
    {
        var output = new MemoryStream(bytes.Length * 4 / 3 + bytes.Length / 28 + 8);
        for (var i = 0; i < bytes.Length; i += 57)
        {
            output.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes, i, Math.Min(57, bytes.Length - i))));
            output.Write("\r\n"u8);
        }
        return output.ToArray();
    }

    private static byte[] QuotedPrintable(byte[] bytes)
    {
        var output = new MemoryStream(bytes.Length * 11 / 10);
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n')
            {
                output.Write("\r\n"u8);
                column = 0;
                i++;
                continue;
            }
            var lastOfLine = i + 1 == bytes.Length || bytes[i + 1] == '\r';
            var plain = b is >= 33 and <= 126 and not (byte)'=' || (b is (byte)' ' or (byte)'\t' && !lastOfLine);
            if (column + (plain ? 1 : 3) > 75)
            {
                output.Write("=\r\n"u8);
                column = 0;
            }
            if (plain) output.WriteByte(b);
            else output.Write(Encoding.ASCII.GetBytes($"={b:X2}"));
            column += plain ? 1 : 3;
        }
        return output.ToArray();
    }
}
