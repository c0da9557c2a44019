using System.IO.Compression;

namespace Postbag.Casework.Inbox;

/// <summary>How a message's bytes lie in the ledger: as they came, or packed with Brotli where that is worth
/// it.</summary>
/// <remarks>Brotli at quality 1 halves ordinary mail at some 200 MB a second, less time than writing the other half
/// would take; higher qualities gain 3 to 9 % for three to nine times the time (benchmarks/inbox.md).</remarks>
internal static class RawPacking
{
    public const int Plain = 0;
    public const int Brotli = 1;

    private const int Quality = 1;
    private const int WindowBits = 22;

    /// <summary>Below this a message isn't worth packing.</summary>
    private const int SmallestBytes = 256;

    public static (int Packing, byte[] Content) Pack(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length >= SmallestBytes)
        {
            // An eighth must be gained, or reading would pay for nothing: pictures and archives stay as they are.
            var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(bytes.Length - bytes.Length / 8);
            try
            {
                var room = buffer.AsSpan(0, bytes.Length - bytes.Length / 8);
                if (BrotliEncoder.TryCompress(bytes.Span, room, out var length, Quality, WindowBits))
                    return (Brotli, room[..length].ToArray());
            }
            finally
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return (Plain, bytes.ToArray());
    }

    /// <returns>The bytes as they came; null if they can't be had again, which means that the store was
    /// damaged.</returns>
    public static byte[]? Unpack(int packing, byte[] content, long sizeBytes)
    {
        if (packing == Plain) return content.Length == sizeBytes ? content : null;
        if (packing != Brotli || sizeBytes is < 0 or > int.MaxValue) return null;
        var bytes = new byte[sizeBytes];
        return BrotliDecoder.TryDecompress(content, bytes, out var length) && length == sizeBytes ? bytes : null;
    }
}
