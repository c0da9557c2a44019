using System.Security.Cryptography;
using System.Text;

namespace Postbag.Places.Geometry;

/// <summary>Boundaries as the folder keeps them: a tenth of their GeoJSON, and checked by a hash.</summary>
/// <remarks>Eight bytes that say what it is, a SHA-256 of the rest, then for each boundary code, name, set and rings;
/// points as differences from the one before, in decimetres.</remarks>
internal static class BoundaryFile
{
    public const string FileName = "boundaries.places";

    private const int HeaderLength = 8 + SHA256.HashSizeInBytes;

    /// <summary>No larger file is read: a hundred times the constituencies at full detail.</summary>
    private const int MaxLength = 1 << 30;

    private static ReadOnlySpan<byte> Magic => "PBBOUND1"u8;

    public static byte[] Write(IReadOnlyList<Boundary> boundaries)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content, Encoding.UTF8);
        writer.Write7BitEncodedInt(boundaries.Count);
        foreach (var boundary in boundaries)
        {
            writer.Write(boundary.Code);
            writer.Write(boundary.Name ?? "");
            writer.Write((byte)boundary.Set);
            writer.Write7BitEncodedInt(boundary.Rings.Count);
            foreach (var ring in boundary.Rings) WriteRing(writer, ring);
        }

        writer.Flush();
        var rest = content.ToArray();
        return [.. Magic, .. SHA256.HashData(rest), .. rest];
    }

    private static void WriteRing(BinaryWriter writer, int[] ring)
    {
        writer.Write7BitEncodedInt(ring.Length / 2);
        var (x, y) = (0, 0);
        for (var i = 0; i < ring.Length; i += 2)
        {
            writer.Write7BitEncodedInt(Fold(ring[i] - x));
            writer.Write7BitEncodedInt(Fold(ring[i + 1] - y));
            (x, y) = (ring[i], ring[i + 1]);
        }
    }

    /// <summary>The boundaries; empty if there are none, with a sentence if they can't be used.</summary>
    public static IReadOnlyList<Boundary> Read(string path, out string? whyNot)
    {
        whyNot = null;
        try
        {
            if (new FileInfo(path) is not { Exists: true } there) return [];
            var bytes = there.Length <= MaxLength ? File.ReadAllBytes(path) : [];
            if (bytes.Length >= HeaderLength && bytes.AsSpan().StartsWith(Magic)
                && SHA256.HashData(bytes.AsSpan(HeaderLength)).AsSpan()
                    .SequenceEqual(bytes.AsSpan(8, SHA256.HashSizeInBytes)))
                return Read(bytes);
            whyNot = $"The boundaries in {path} can't be used: the file is damaged or cut short. Import them again.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            whyNot = $"The boundaries in {path} can't be read: {failure.Message}";
        }

        return [];
    }

    private static List<Boundary> Read(byte[] bytes)
    {
        using var reader = new BinaryReader(
            new MemoryStream(bytes, HeaderLength, bytes.Length - HeaderLength), Encoding.UTF8);
        var boundaries = new List<Boundary>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var (code, name, set) = (reader.ReadString(), reader.ReadString(), (BoundarySet)reader.ReadByte());
            var rings = new List<int[]>();
            for (var ringsLeft = reader.Read7BitEncodedInt(); ringsLeft > 0; ringsLeft--) rings.Add(ReadRing(reader));
            boundaries.Add(new Boundary(code, name.Length == 0 ? null : name, set, rings));
        }

        return boundaries;
    }

    private static int[] ReadRing(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        // A point takes two bytes at least: a count that lies must not fill the memory.
        if (count < 3 || count > (reader.BaseStream.Length - reader.BaseStream.Position) / 2)
            throw new FormatException("a ring is cut short");
        var ring = new int[count * 2];
        var (x, y) = (0, 0);
        for (var i = 0; i < ring.Length; i += 2)
        {
            x += Unfold(reader.Read7BitEncodedInt());
            y += Unfold(reader.Read7BitEncodedInt());
            (ring[i], ring[i + 1]) = (x, y);
        }

        return ring;
    }

    private static int Fold(int value) => (value << 1) ^ (value >> 31);

    private static int Unfold(int value) => (int)((uint)value >> 1) ^ -(value & 1);
}
