using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Postbag.Places.Index;

/// <summary>
/// The parts of an index's file. Numbers are little-endian. First 112 bytes: what it is, its length, its counts, a
/// SHA-256 of everything else, and where the parts lie.
/// </summary>
/// <remarks>
/// Outwards: the outward codes there are, sorted, four bytes each. Sectors: for each outward code and each digit where
/// its block begins, four bytes, and at the end where the last one ends. Blocks: see <see cref="SectorBlock"/>.
/// Answers: what postcodes have in common, <see cref="Answer.Size"/> bytes each; a block names those it needs. Areas:
/// codes and names. Imports: what was imported, as JSON.
/// </remarks>
internal sealed class IndexLayout
{
    public const int HeaderLength = 112;
    public const int Version = 1;

    /// <summary>No index is larger: a hundred times what the whole country needs.</summary>
    public const int MaxLength = 1 << 30;

    private const int HashAt = 32;
    private const int PartsAt = 64;

    public static ReadOnlySpan<byte> Magic => "PBPLACES"u8;

    /// <summary>Positions are kept as multiples of so many metres.</summary>
    public required int Resolution { get; init; }

    public required int Live { get; init; }

    public required int Ended { get; init; }

    public required Range Outwards { get; init; }

    public required Range Sectors { get; init; }

    public required Range Blocks { get; init; }

    public required Range Answers { get; init; }

    public required Range Areas { get; init; }

    public required Range Imports { get; init; }

    /// <summary>Reads the first bytes and checks the hash of everything.</summary>
    /// <returns>The parts; null with a reason that ends a sentence if this isn't a whole index.</returns>
    public static IndexLayout? Read(ReadOnlySpan<byte> file, out string? whyNot)
    {
        whyNot = WhyNot(file);
        if (whyNot is not null) return null;
        Span<Range> parts = stackalloc Range[6];
        for (var i = 0; i < parts.Length; i++)
        {
            var (start, length) = (Number(file, PartsAt + (i * 8)), Number(file, PartsAt + (i * 8) + 4));
            if (start < HeaderLength || start > file.Length || length < 0 || length > file.Length - start)
            {
                whyNot = "its parts don't lie within it";
                return null;
            }

            parts[i] = start..(start + length);
        }

        return new IndexLayout
        {
            Resolution = Math.Max(1, Number(file, 12)), Live = Number(file, 24), Ended = Number(file, 28),
            Outwards = parts[0], Sectors = parts[1], Blocks = parts[2], Answers = parts[3], Areas = parts[4],
            Imports = parts[5],
        };
    }

    private static string? WhyNot(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || !file.StartsWith(Magic)) return "it isn't a postcode index";
        if (Number(file, 8) != Version) return "another version of Postbag made it";
        if (BinaryPrimitives.ReadInt64LittleEndian(file[16..]) != file.Length) return "it is cut short";
        return Hash(file).AsSpan().SequenceEqual(file.Slice(HashAt, SHA256.HashSizeInBytes)) ? null : "it is damaged";
    }

    /// <summary>The hash of a file: all of it but the hash itself.</summary>
    private static byte[] Hash(ReadOnlySpan<byte> file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file[..HashAt]);
        hash.AppendData(file[PartsAt..]);
        return hash.GetHashAndReset();
    }

    /// <summary>Puts the parts behind one another, with the first bytes and the hash.</summary>
    public static byte[] Write(int resolution, int live, int ended, params ReadOnlySpan<byte[]> parts)
    {
        var length = HeaderLength;
        foreach (var part in parts) length = checked(length + part.Length);
        var file = new byte[length];
        Magic.CopyTo(file);
        Put(file, 8, Version);
        Put(file, 12, resolution);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16), length);
        Put(file, 24, live);
        Put(file, 28, ended);
        var start = HeaderLength;
        for (var i = 0; i < parts.Length; i++)
        {
            Put(file, PartsAt + (i * 8), start);
            Put(file, PartsAt + (i * 8) + 4, parts[i].Length);
            parts[i].CopyTo(file, start);
            start += parts[i].Length;
        }

        Seal(file);
        return file;
    }

    /// <summary>Writes the hash of a file into it.</summary>
    public static void Seal(byte[] file) => Hash(file).CopyTo(file, HashAt);

    /// <summary>The hash a file carries, in hexadecimal.</summary>
    public static string HashOf(ReadOnlySpan<byte> file) =>
        Convert.ToHexStringLower(file.Slice(HashAt, SHA256.HashSizeInBytes));

    private static int Number(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file[at..]);

    private static void Put(byte[] file, int at, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
}
