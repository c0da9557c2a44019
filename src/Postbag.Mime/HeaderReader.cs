using System.Buffers;

namespace Postbag.Mime;

/// <summary>Where a header's fields lie and where its body begins.</summary>
internal readonly record struct HeaderExtent(FieldSpan[] Fields, int BodyStart, bool EndsAtDelimiter);

/// <summary>Finds the fields of a header (RFC 5322 §2.2, with the obsolete forms of §4) without decoding any.</summary>
internal struct HeaderReader(ReadContext context)
{
    private readonly ReadContext context = context;
    private FieldSpan[] fields = [];
    private int count;
    private bool isFull;

    public HeaderExtent Read(int start, DelimiterFinder delimiters)
    {
        fields = ArrayPool<FieldSpan>.Shared.Rent(64);
        count = 0;
        isFull = false;
        var (bodyStart, endsAtDelimiter) = ReadFields(start, delimiters);
        var found = count == 0 ? [] : fields[..count];
        ArrayPool<FieldSpan>.Shared.Return(fields);
        return new HeaderExtent(found, bodyStart, endsAtDelimiter);
    }

    /// <summary>Where the body begins, and whether that is because a boundary line cut the header off.</summary>
    private (int BodyStart, bool EndsAtDelimiter) ReadFields(int start, DelimiterFinder delimiters)
    {
        var lines = delimiters.Lines;
        var end = context.Bytes.Length;
        var limit = (int)Math.Min(end, (long)start + context.Options.MaxHeaderBytes);
        var position = SkipMboxSeparator(start, lines);
        while (position < end)
        {
            var line = lines.At(position);
            if (line.IsEmpty)
                return (line.Next, false);

            if (delimiters.IsDelimiter(position))
                return (position, true);

            if (position >= limit)
            {
                context.Defects.Add(DefectKind.HeaderTooLong, position, "the rest is taken for the body");
                return (position, false);
            }

            if (!TakeLine(line))
            {
                // What looks like a boundary is one, even if its multipart isn't open yet.
                if (!IsFieldLine(line.Next, lines) || context.Bytes.Span[line.Start..line.End].StartsWith("--"u8))
                {
                    // Quite usual in parts without any header, so only a header that was begun is reported.
                    if (count > 0)
                        context.Defects.Add(DefectKind.MissingBlankLine, position, "the body begins here");
                    return (position, false);
                }

                context.Defects.Add(DefectKind.BadHeaderLine, position, "the line is left out");
            }

            position = line.Next;
        }

        return (end, false);
    }

    /// <summary>Takes a line as a field or as the continuation of one; false if it is neither.</summary>
    private bool TakeLine(Line line)
    {
        var bytes = context.Bytes.Span;
        if (bytes[line.Start] is (byte)' ' or (byte)'\t')
        {
            if (count == 0)
                return false;

            fields[count - 1] = fields[count - 1] with { End = line.End };
            return true;
        }

        if (!IsField(bytes[line.Start..line.End]))
            return false;

        if (count >= context.Options.MaxHeaderFields)
        {
            if (!isFull)
                context.Defects.Add(DefectKind.TooManyHeaderFields, line.Start, "fields from here on are left out");

            isFull = true;
            return true;
        }

        if (count == fields.Length)
            Grow();

        fields[count++] = new FieldSpan(line.Start, line.End);
        return true;
    }

    private void Grow()
    {
        var larger = ArrayPool<FieldSpan>.Shared.Rent(fields.Length * 2);
        fields.CopyTo(larger, 0);
        ArrayPool<FieldSpan>.Shared.Return(fields);
        fields = larger;
    }

    public readonly bool IsFieldLine(int start, LineReader lines)
    {
        if (start >= context.Bytes.Length)
            return false;

        var line = lines.At(start);
        return IsField(context.Bytes.Span[line.Start..line.End]);
    }

    /// <summary>Whether a line is a field: a name and a colon. Space between them is obsolete and read (RFC 5322
    /// §4.5); bytes over 127 in a name are kept.</summary>
    private static bool IsField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon > 0 && line[..colon].TrimEnd(" \t"u8) is { Length: > 0 } name
            && name.IndexOfAnyInRange((byte)0, (byte)' ') < 0;
    }

    /// <summary>Editors put a byte order mark before what they save; the first field's name would begin with
    /// it.</summary>
    private readonly int SkipByteOrderMark(int start)
    {
        if (start > 0 || !context.Bytes.Span.StartsWith("\uFEFF"u8))
            return start;

        context.Defects.Add(DefectKind.BadHeaderLine, 0, "the byte order mark is left out");
        return "\uFEFF"u8.Length;
    }

    /// <summary>"From jo@example.org Mon …"; but "From : jo@example.org" is a field of the obsolete syntax.</summary>
    private static bool IsMboxSeparator(ReadOnlySpan<byte> line) =>
        line.StartsWith(">From "u8)
        || (line.StartsWith("From "u8) && line["From "u8.Length..].TrimStart(" \t"u8) is not [(byte)':', ..]);

    /// <summary>Mail programs leave the mbox separator (or its quoted form) before the header.</summary>
    private readonly int SkipMboxSeparator(int start, LineReader lines)
    {
        var position = SkipByteOrderMark(start);
        while (position < context.Bytes.Length)
        {
            var line = lines.At(position);
            var text = context.Bytes.Span[line.Start..line.End];
            if (!IsMboxSeparator(text))
                break;

            context.Defects.Add(DefectKind.MboxSeparator, position, "the line is left out");
            position = line.Next;
        }

        return position;
    }
}
