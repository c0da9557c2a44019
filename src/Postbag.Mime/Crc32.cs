namespace Postbag.Mime;

/// <summary>CRC-32 as of ISO 3309 and zip, and its table, by which MS-OXRTFCP sums without the inversions.</summary>
internal static class Crc32
{
    public static ReadOnlySpan<uint> Table => Values;

    private static readonly uint[] Values = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = 0xFFFFFFFF;
        foreach (var value in bytes) sum = Values[(sum ^ value) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }
        return table;
    }
}
