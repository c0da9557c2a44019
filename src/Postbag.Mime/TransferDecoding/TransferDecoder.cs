using System.Buffers;

namespace Postbag.Mime.TransferDecoding;

/// <summary>Undoes transfer encodings.</summary>
internal static class TransferDecoder
{
    public static byte[] Decode(ReadOnlySpan<byte> raw, TransferEncoding encoding, long offset, DefectList defects)
    {
        using var decoded = Rent(raw, encoding, offset, defects);
        return decoded.Span.ToArray();
    }

    /// <summary>Decodes into borrowed memory, or not at all if the bytes stand as they are.</summary>
    public static Decoded Rent(ReadOnlySpan<byte> raw, TransferEncoding encoding, long offset, DefectList defects)
    {
        if (encoding is not (TransferEncoding.Base64 or TransferEncoding.QuotedPrintable))
            return new Decoded(null, raw);

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(raw.Length, 1));
        var length = encoding == TransferEncoding.Base64
            ? Base64Lines.Decode(raw, buffer, offset, defects)
            : QuotedPrintable.Decode(raw, buffer, offset, defects);
        return new Decoded(buffer, buffer.AsSpan(0, length));
    }
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
