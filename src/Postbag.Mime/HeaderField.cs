namespace Postbag.Mime;

/// <summary>One field of a header, as it stood and decoded on demand.</summary>
public readonly struct HeaderField
{
    private readonly ReadContext context;
    private readonly FieldSpan span;

    internal HeaderField(ReadContext context, FieldSpan span)
    {
        this.context = context;
        this.span = span;
    }

    /// <summary>The field's name as it was written, without the colon. Names are equal whatever their case.</summary>
    public string Name => Encoding.UTF8.GetString(NameSpan);

    /// <summary>Everything after the colon, folds and the space after the colon included, without the last line
    /// end.</summary>
    public ReadOnlyMemory<byte> RawValue => context.Bytes[ValueStart..span.End];

    /// <summary>The value unfolded (RFC 5322 §2.2.3), with encoded words decoded (RFC 2047) and raw UTF-8 read (RFC
    /// 6532); trimmed. For fields with a grammar of their own use what parses them.</summary>
    public string Value => EncodedWords.Decode(ValueSpan, ValueOffset, context.Defects);

    /// <summary>Where the name begins: bytes from the start of the message that was read.</summary>
    public long Offset => span.Start;

    internal long ValueOffset => ValueStart;

    internal ReadOnlySpan<byte> NameSpan => context.Slice(span.Start, ValueStart - 1).TrimEnd(" \t"u8);

    /// <summary>The value, cut at <see cref="ReadOptions.MaxFieldBytes"/>.</summary>
    internal ReadOnlySpan<byte> ValueSpan
    {
        get
        {
            var (start, end) = (ValueStart, span.End);
            if (end - start > context.Options.MaxFieldBytes)
            {
                end = start + context.Options.MaxFieldBytes;
                context.Defects.Add(DefectKind.HeaderTooLong, end, "the rest of the field is left out");
            }

            return context.Slice(start, end);
        }
    }

    private int ValueStart => span.Start + context.Slice(span.Start, span.End).IndexOf((byte)':') + 1;
}

/// <summary>Where a field lies in the message's bytes, its name and colon included. A header has dozens, so no more
/// than that is kept.</summary>
internal readonly record struct FieldSpan(int Start, int End);
