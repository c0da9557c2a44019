using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Postbag.Places.Index;

/// <summary>The areas of a file: codes and names, numbered from 1, by kind and within a kind by code.</summary>
/// <remarks>Bytes: how many areas of each kind (4 each); where each code and each name begins (4 each), and where the
/// last ends; then the texts in UTF-8. A name that isn't known is empty. In the file they are packed (zlib), which
/// saves a quarter of a megabyte.</remarks>
internal sealed class AreaTable
{
    private const int KindCount = 5;
    private const int OffsetsAt = KindCount * 4;

    /// <summary>No table unpacks to more: sixty-five thousand areas have three megabytes, with usual names.</summary>
    private const int MaxBytes = 32 << 20;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly Area?[] areas;
    private readonly int[] firsts = new int[KindCount + 1];

    private AreaTable(ReadOnlyMemory<byte> bytes, int count)
    {
        this.bytes = bytes;
        areas = new Area?[count + 1];
        for (var kind = 0; kind < KindCount; kind++) firsts[kind + 1] = firsts[kind] + Number(kind * 4);
    }

    public int Count => areas.Length - 1;

    /// <summary>Unpacks a table; null if that can't be done, or a number in it leads out of it.</summary>
    public static AreaTable? Unpack(ReadOnlySpan<byte> packed)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var buffer = new byte[64 << 10];
            for (int count; (count = zlib.Read(buffer)) > 0;)
            {
                unpacked.Write(buffer, 0, count);
                if (unpacked.Length > MaxBytes) return null;
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return Read(unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length));
    }

    private static AreaTable? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < OffsetsAt + 4) return null;
        long count = 0;
        for (var kind = 0; kind < KindCount; kind++)
        {
            var ofKind = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[(kind * 4)..]);
            if (ofKind is < 0 or > ushort.MaxValue) return null;
            count += ofKind;
        }

        if (count > ushort.MaxValue || OffsetsAt + (((count * 2) + 1) * 4) > bytes.Length) return null;
        var table = new AreaTable(bytes, (int)count);
        var last = table.OffsetOf(0);
        if (last != OffsetsAt + (((count * 2) + 1) * 4)) return null;
        for (var i = 1; i <= count * 2; i++)
        {
            var next = table.OffsetOf(i);
            if (next < last || next > bytes.Length) return null;
            last = next;
        }

        return table;
    }

    /// <summary>Null for 0, which means none.</summary>
    public Area? this[int number]
    {
        get
        {
            if (number == 0 || number >= areas.Length) return null;
            return areas[number] ??= new Area(
                Text((number - 1) * 2), Text(((number - 1) * 2) + 1) is { Length: > 0 } name ? name : null);
        }
    }

    public AreaKind KindOf(int number)
    {
        var kind = 0;
        while (kind < KindCount - 1 && number > firsts[kind + 1]) kind++;
        return (AreaKind)kind;
    }

    /// <summary>The numbers of all areas of a kind.</summary>
    public IEnumerable<int> Of(AreaKind kind) => Enumerable.Range(firsts[(int)kind] + 1, Number((int)kind * 4));

    /// <summary>The bytes of a table.</summary>
    /// <param name="sorted">By kind and code.</param>
    public static byte[] Write(IReadOnlyList<(AreaKind Kind, string Code, string? Name)> sorted)
    {
        var texts = new MemoryStream();
        var head = new byte[OffsetsAt + (((sorted.Count * 2) + 1) * 4)];
        for (var i = 0; i < sorted.Count; i++)
        {
            var kindAt = (int)sorted[i].Kind * 4;
            BinaryPrimitives.WriteInt32LittleEndian(
                head.AsSpan(kindAt), BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(kindAt)) + 1);
            Put(i * 2, sorted[i].Code);
            Put((i * 2) + 1, sorted[i].Name ?? "");
        }

        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(head.Length - 4), head.Length + (int)texts.Length);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(head);
            texts.WriteTo(zlib);
        }

        return packed.ToArray();

        void Put(int offset, string text)
        {
            BinaryPrimitives.WriteInt32LittleEndian(
                head.AsSpan(OffsetsAt + (offset * 4)), head.Length + (int)texts.Length);
            texts.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    private string Text(int offset) => Encoding.UTF8.GetString(bytes.Span[OffsetOf(offset)..OffsetOf(offset + 1)]);

    private int OffsetOf(int offset) => Number(OffsetsAt + (offset * 4));

    private int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[at..]);
}
