namespace Postbag.Mime;

/// <summary>What the parts of one message share: its bytes, its limits, its defects and how much was spent.</summary>
internal sealed class ReadContext(ReadOnlyMemory<byte> bytes, ReadOptions options, DefectList defects)
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public ReadOptions Options { get; } = options;

    public DefectList Defects { get; } = defects;

    /// <summary>How deep the message itself lies in others that were decoded to find it.</summary>
    public int OuterDepth { get; init; }

    public int PartCount { get; set; }

    public ReadOnlySpan<byte> Slice(int start, int end) => Bytes.Span[start..end];
}
