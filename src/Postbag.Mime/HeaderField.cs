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
    public string Name => Encoding.Latin1.GetString(context.Slice(span.NameStart, span.NameEnd));

    /// <summary>Everything after the colon, folds and the space after the colon included, without the last line
    /// end.</summary>
    public ReadOnlyMemory<byte> RawValue => context.Bytes[span.ValueStart..span.ValueEnd];

    /// <summary>The value unfolded (RFC 5322 §2.2.3), with encoded words decoded (RFC 2047) and raw UTF-8 read (RFC
    /// 6532); trimmed. For fields with a grammar of their own use what parses them.</summary>
    public string Value => EncodedWords.Decode(ValueSpan, ValueOffset, context.Defects);

    /// <summary>Where the name begins: bytes from the start of the message that was read.</summary>
    public long Offset => context.BaseOffset + span.NameStart;

    internal long ValueOffset => context.BaseOffset + span.ValueStart;

    internal ReadOnlySpan<byte> NameSpan => context.Slice(span.NameStart, span.NameEnd);

    internal ReadOnlySpan<byte> ValueSpan => context.FieldValue(span);
}

/// <summary>Where a field lies in the message's bytes.</summary>
internal readonly record struct FieldSpan(int NameStart, int NameEnd, int ValueStart, int ValueEnd);
