namespace Postbag.Mime;

/// <summary>What the parts of one message share: its bytes, its limits, its defects and how much was spent.</summary>
internal sealed class ReadContext(ReadOnlyMemory<byte> bytes, ReadOptions options, DefectList defects)
{
    private ReadContext? outermost;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public ReadOptions Options { get; } = options;

    public DefectList Defects { get; } = defects;

    /// <summary>How deep the message itself lies in others that were decoded to find it.</summary>
    public int OuterDepth { get; private init; }

    /// <summary>How many parts were found, in messages that were decoded to find them too.</summary>
    public int PartCount
    {
        get => outermost?.PartCount ?? field;
        set
        {
            if (outermost is null)
                field = value;
            else
                outermost.PartCount = value;
        }
    }

    /// <summary>The context of what was decoded from a part of this one.</summary>
    public ReadContext Within(ReadOnlyMemory<byte> decoded, int depth) =>
        new(decoded, Options, Defects) { OuterDepth = depth, outermost = outermost ?? this };

    public ReadOnlySpan<byte> Slice(int start, int end) => Bytes.Span[start..end];
}
