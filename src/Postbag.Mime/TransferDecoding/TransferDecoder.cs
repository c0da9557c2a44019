using System.Buffers;

namespace Postbag.Mime.TransferDecoding;

/// <summary>Undoes transfer encodings. No encoding here makes more bytes than it was given.</summary>
internal static class TransferDecoder
{
    public static byte[] Decode(ReadOnlySpan<byte> raw, TransferEncoding encoding, long offset, DefectList defects)
    {
        using var decoded = Rent(raw, encoding, offset, defects);
        return decoded.Span.ToArray();
    }

    public static void Decode(
        ReadOnlySpan<byte> raw, TransferEncoding encoding, IBufferWriter<byte> writer, long offset, DefectList defects)
    {
        if (!IsEncoded(encoding))
            writer.Write(raw);
        else if (!raw.IsEmpty)
            writer.Advance(Decode(raw, encoding, writer.GetSpan(raw.Length), offset, defects));
    }

    /// <summary>Decodes into borrowed memory, or not at all if the bytes stand as they are.</summary>
    public static Decoded Rent(ReadOnlySpan<byte> raw, TransferEncoding encoding, long offset, DefectList defects)
    {
        if (!IsEncoded(encoding) || raw.IsEmpty)
            return new Decoded(null, raw);

        var buffer = ArrayPool<byte>.Shared.Rent(raw.Length);
        return new Decoded(buffer, buffer.AsSpan(0, Decode(raw, encoding, buffer, offset, defects)));
    }

    private static bool IsEncoded(TransferEncoding encoding) => encoding
        is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable;

    private static int Decode(
        ReadOnlySpan<byte> raw, TransferEncoding encoding, Span<byte> target, long offset, DefectList defects) =>
        encoding == TransferEncoding.Base64
            ? Base64Lines.Decode(raw, target, offset, defects)
            : QuotedPrintable.Decode(raw, target, offset, defects);
}

/// <summary>Decoded bytes in borrowed memory, or the bytes as they stood.</summary>
internal readonly ref struct Decoded(byte[]? buffer, ReadOnlySpan<byte> span)
{
    public ReadOnlySpan<byte> Span { get; } = span;

    public void Dispose()
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
