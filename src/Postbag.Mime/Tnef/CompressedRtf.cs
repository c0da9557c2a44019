using System.Buffers;
using System.Buffers.Binary;

namespace Postbag.Mime.Tnef;

/// <summary>Decompresses Outlook's RTF (MS-OXRTFCP).</summary>
internal static class CompressedRtf
{
    private const uint Compressed = 0x75465A4C; // "LZFu"
    private const uint Uncompressed = 0x414C454D; // "MELA"
    private const int DictionarySize = 4096;

    // What the dictionary holds at the beginning (§2.1.2.1).
    private static ReadOnlySpan<byte> Beginning =>
        @"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"u8;

    private static ReadOnlySpan<byte> BeginningContinued =>
        "Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"u8;

    /// <summary>The RTF; as much as there is if it is damaged, and then <paramref name="isWhole"/> is false. At most 9
    /// times as long as the input: a reference of two bytes stands for 17.</summary>
    public static byte[] Decompress(ReadOnlySpan<byte> compressed, out bool isWhole)
    {
        isWhole = false;
        if (compressed.Length < 16) return [];
        var rawSize = BinaryPrimitives.ReadUInt32LittleEndian(compressed[4..]);
        var form = BinaryPrimitives.ReadUInt32LittleEndian(compressed[8..]);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(compressed[12..]);
        // The size counts itself in by 12: what follows it of the header.
        var size = BinaryPrimitives.ReadUInt32LittleEndian(compressed) + 4L;
        var content = compressed[16..(int)Math.Clamp(size, 16, compressed.Length)];
        if (form == Uncompressed)
        {
            isWhole = rawSize <= content.Length;
            return content[..(int)Math.Min(rawSize, (uint)content.Length)].ToArray();
        }
        if (form != Compressed) return [];

        var rtf = Expand(content, out var hasEnd);
        isWhole = hasEnd && rtf.Length == rawSize && Checksum(content) == checksum;
        return rtf;
    }

    /// <summary>The checksum of §2.1.3.2: CRC-32 without its usual inversions.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        foreach (var value in bytes) sum = Crc32.Table[(int)((sum ^ value) & 0xFF)] ^ (sum >> 8);
        return sum;
    }

    private static byte[] Expand(ReadOnlySpan<byte> content, out bool hasEnd)
    {
        Span<byte> dictionary = stackalloc byte[DictionarySize];
        dictionary.Clear();
        Beginning.CopyTo(dictionary);
        BeginningContinued.CopyTo(dictionary[Beginning.Length..]);
        var at = Beginning.Length + BeginningContinued.Length;
        var rtf = new ArrayBufferWriter<byte>(Math.Max(256, content.Length * 2));
        hasEnd = false;
        for (var i = 0; i < content.Length;)
        {
            var control = content[i++];
            for (var bit = 0; bit < 8 && i < content.Length; bit++, control >>= 1)
            {
                if ((control & 1) == 0)
                {
                    Put(rtf, dictionary, ref at, content[i++]);
                    continue;
                }
                if (i + 1 >= content.Length) return rtf.WrittenSpan.ToArray();
                var reference = BinaryPrimitives.ReadUInt16BigEndian(content[i..]);
                i += 2;
                var from = reference >> 4;
                if (from == at)
                {
                    hasEnd = true;
                    return rtf.WrittenSpan.ToArray();
                }
                for (var left = (reference & 15) + 2; left > 0; left--, from = (from + 1) % DictionarySize)
                {
                    Put(rtf, dictionary, ref at, dictionary[from]);
                }
            }
        }
        return rtf.WrittenSpan.ToArray();
    }

    private static void Put(ArrayBufferWriter<byte> rtf, Span<byte> dictionary, ref int at, byte value)
    {
        rtf.GetSpan(1)[0] = value;
        rtf.Advance(1);
        dictionary[at] = value;
        at = (at + 1) % DictionarySize;
    }
}
