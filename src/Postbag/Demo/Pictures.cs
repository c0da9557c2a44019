using System.Buffers.Binary;

namespace Postbag.Demo;

/// <summary>Small pictures drawn in code. Nothing is compressed, because a compressor's bytes change with the
/// framework.</summary>
internal static class Pictures
{
    /// <summary>A PNG of bands in one hue: logos, badges, scans.</summary>
    public static byte[] Png(int width, int height, Dice dice)
    {
        var (red, green, blue) = (dice.Between(20, 200), dice.Between(20, 200), dice.Between(20, 200));
        var rows = new MemoryStream();
        for (var y = 0; y < height; y++)
        {
            rows.WriteByte(0); // no filter
            for (var x = 0; x < width; x++)
            {
                var light = (x * 3 + y * 5) / 16 % 4 * 12;
                rows.WriteByte((byte)(red + light));
                rows.WriteByte((byte)(green + light));
                rows.WriteByte((byte)(blue + light));
            }
        }
        var size = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), height);
        (size[8], size[9]) = (8, 2); // eight bits, red green blue
        var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Chunk(png, "IHDR"u8, size);
        Chunk(png, "IDAT"u8, Zlib(rows.ToArray()));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksums.Crc32([.. type, .. data]));
        png.Write(number);
    }

    private static byte[] Zlib(byte[] data)
    {
        var stream = new MemoryStream();
        stream.Write([0x78, 0x01]);
        for (var i = 0; i < data.Length; i += 0xffff)
        {
            var length = Math.Min(0xffff, data.Length - i);
            stream.WriteByte((byte)(i + length == data.Length ? 1 : 0)); // a stored block
            stream.Write([(byte)length, (byte)(length >> 8), (byte)~length, (byte)(~length >> 8)]);
            stream.Write(data, i, length);
        }
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Checksums.Adler32(data));
        stream.Write(sum);
        return stream.ToArray();
    }

    /// <summary>A baseline JPEG of coloured blocks of eight pixels: what a photograph of a wall looks like from
    /// afar.</summary>
    public static byte[] Jpeg(int across, int down, Dice dice)
    {
        var jpeg = new MemoryStream();
        jpeg.Write([0xff, 0xd8, 0xff, 0xe0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1,
            0, 0]);
        jpeg.Write([0xff, 0xdb, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64)]);
        var (width, height) = (across * 8, down * 8);
        jpeg.Write([0xff, 0xc0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width,
            3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        // Direct current: nine symbols of four bits, the size of the difference. Alternating: only "end of block", one
        // bit.
        jpeg.Write([0xff, 0xc4, 0, 28, 0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7,
            8]);
        jpeg.Write([0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        jpeg.Write([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        Scan(jpeg, across, down, dice);
        jpeg.Write([0xff, 0xd9]);
        return jpeg.ToArray();
    }

    private static void Scan(MemoryStream jpeg, int across, int down, Dice dice)
    {
        var (bits, count) = (0, 0);
        var last = new int[3];
        var (warm, cold) = (dice.Between(-20, 30), dice.Between(-25, 10));
        for (var block = 0; block < across * down; block++)
        {
            var shade = 60 - block / across * 4 - (dice.Chance(25) ? dice.Between(20, 90) : dice.Below(14));
            Span<int> values = [shade, cold, warm];
            for (var component = 0; component < 3; component++)
            {
                var difference = values[component] - last[component];
                last[component] = values[component];
                var size = 32 - int.LeadingZeroCount(Math.Abs(difference));
                Put(size, 4);
                if (size > 0) Put(difference > 0 ? difference : difference + (1 << size) - 1, size);
                Put(0, 1);
            }
        }
        while (count > 0) Put(1, 1);

        void Put(int value, int length)
        {
            for (var i = length - 1; i >= 0; i--)
            {
                bits = bits << 1 | (value >> i & 1);
                if (++count < 8) continue;
                jpeg.WriteByte((byte)bits);
                if ((byte)bits == 0xff) jpeg.WriteByte(0);
                (bits, count) = (0, 0);
            }
        }
    }
}
