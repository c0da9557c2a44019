namespace Postbag.Mime;

/// <summary>Finds the tree of parts of a message in one pass (RFC 2046): nothing is decoded and nothing is
/// copied.</summary>
internal ref struct StructureReader
{
    private readonly ReadContext context;
    private DelimiterFinder delimiters;
    private HeaderReader headers;

    private StructureReader(ReadContext context)
    {
        this.context = context;
        delimiters = new DelimiterFinder(context.Bytes.Span);
        headers = new HeaderReader(context);
    }

    public static MimePart Read(ReadContext context)
    {
        var reader = new StructureReader(context);
        if (reader.delimiters.Lines.EndsInCarriageReturn)
            context.Defects.Add(DefectKind.LoneCarriageReturn, 0, "a lone CR ends a line");

        return reader.ReadEntity(0, context.OuterDepth, isInDigest: false, out _);
    }

    private MimePart ReadEntity(int start, int depth, bool isInDigest, out Delimiter stop)
    {
        context.PartCount++;
        var header = headers.Read(start, delimiters);
        var part = new MimePart(context, new HeaderFields(context, header.Fields), start, depth, isInDigest);
        var bodyStart = header.BodyStart;
        if (header.EndsAtDelimiter)
        {
            stop = delimiters.Next(bodyStart);
            part.SetBody(bodyStart, bodyStart);
        }
        else if (part.IsMultipart && IsWithinDepth(part, depth))
        {
            stop = ReadMultipart(part, bodyStart, depth);
            part.SetBody(bodyStart, stop.ContentEnd);
        }
        else if (part.IsMessage && !IsEncoded(part, bodyStart) && IsWithinDepth(part, depth))
        {
            var root = ReadEntity(bodyStart, depth + 1, isInDigest: false, out stop);
            part.SetBody(bodyStart, stop.ContentEnd);
            part.SetMessage(
                new MimeMessage(context, root, context.Bytes[bodyStart..Math.Max(bodyStart, stop.ContentEnd)]));
        }
        else
        {
            stop = delimiters.Next(bodyStart);
            part.SetBody(bodyStart, stop.ContentEnd);
        }

        return part;
    }

    private readonly bool IsWithinDepth(MimePart part, int depth)
    {
        if (depth < context.Options.MaxDepth)
            return true;

        context.Defects.Add(DefectKind.TooDeep, part.Offset, "the part is kept whole");
        return false;
    }

    /// <summary>Whether a message is transfer-encoded, and does not only say so: base64 has no colons.</summary>
    private readonly bool IsEncoded(MimePart part, int bodyStart)
    {
        if (!part.IsEncoded)
            return false;

        if (part.Encoding != TransferEncoding.Base64 || !headers.IsFieldLine(bodyStart, delimiters.Lines))
            return true;

        context.Defects.Add(DefectKind.EncodedComposite, bodyStart, "the message is not encoded, whatever it says");
        return false;
    }

    private Delimiter ReadMultipart(MimePart part, int bodyStart, int depth)
    {
        var level = delimiters.Depth;
        var first = OpenBoundary(part, bodyStart);
        if (delimiters.Depth == level)
        {
            part.SetPreamble(bodyStart, Math.Max(bodyStart, first.ContentEnd));
            ReadEncodedMultipart(part, bodyStart, first.ContentEnd, depth);
            return first;
        }

        var children = new MimePart[2];
        var count = 0;
        var isDigest = part.MediaType == "multipart/digest";
        part.SetPreamble(bodyStart, Math.Max(bodyStart, first.ContentEnd));
        var next = first;
        while (next.Level == level && !IsLast(ref next, level))
        {
            // Mail that was cut off behind a boundary: nothing there is a part.
            if (next.Next >= context.Bytes.Length && count > 0)
            {
                next = next with { Level = -1 };
                break;
            }

            if (context.PartCount >= context.Options.MaxParts)
            {
                context.Defects.Add(DefectKind.TooManyParts, next.Next, "parts from here on stay unread");
                next = SkipParts(next, level);
                break;
            }

            if (count == children.Length)
                Array.Resize(ref children, count * 2);

            children[count++] = ReadEntity(next.Next, depth + 1, isDigest, out next);
        }

        if (count == 0)
            context.Defects.Add(DefectKind.EmptyMultipart, part.Offset, "the multipart is kept whole");

        part.SetChildren(count == children.Length ? children : children[..count]);
        delimiters.Close();
        if (next.Level == level)
        {
            var epilogue = next.Next;
            next = delimiters.Next(epilogue);
            part.SetEpilogue(epilogue, Math.Max(epilogue, next.ContentEnd));
        }
        else
        {
            context.Defects.Add(DefectKind.MissingEndBoundary, next.ContentEnd, "the multipart ends here");
        }

        return next;
    }

    /// <summary>A multipart that is itself encoded, which RFC 2045 §6.4 forbids, is put together again with its
    /// Content-Type and read as a message.</summary>
    private readonly void ReadEncodedMultipart(MimePart part, int bodyStart, int bodyEnd, int depth)
    {
        if (!part.IsEncoded || bodyEnd <= bodyStart || part.Header.First("Content-Type") is not { } type)
            return;

        part.SetBody(bodyStart, bodyEnd);
        byte[] whole = [.. "Content-Type:"u8, .. type.ValueSpan, .. "\n\n"u8, .. part.Decode()];
        context.Defects.Add(DefectKind.EncodedComposite, bodyStart, "the multipart is decoded first");
        part.SetChildren(Read(context.Within(whole, depth + 1)).Children);
    }

    /// <summary>Whether this is a multipart's end. Parts that follow after its last boundary, as some gateways put
    /// them, are read; but not those of a multipart around it that has the same boundary.</summary>
    private readonly bool IsLast(ref Delimiter next, int level)
    {
        if (!next.IsClose)
            return false;

        var after = delimiters.IsOpenTwice(level) ? default : delimiters.Next(next.Next);
        if (after.Level != level || after.IsClose || after.Next == 0)
            return true;

        context.Defects.Add(DefectKind.PartAfterEnd, after.ContentEnd, "the parts are read");
        next = after;
        return false;
    }

    private readonly Delimiter SkipParts(Delimiter next, int level)
    {
        while (next.Level == level && !next.IsClose)
            next = delimiters.Next(next.Next);

        return next;
    }

    /// <summary>Opens the multipart's boundary and finds its first line. If the boundary is missing or wrong, the one
    /// that the body plainly uses is taken instead; if there is none, nothing is opened.</summary>
    private Delimiter OpenBoundary(MimePart part, int bodyStart)
    {
        var level = delimiters.Depth;
        var boundary = part.Boundary;
        if (boundary.Length == 0)
        {
            context.Defects.Add(DefectKind.MissingBoundary, part.Offset, "the boundary is looked for in the body");
        }
        else
        {
            if (delimiters.IsOpen(boundary))
                context.Defects.Add(DefectKind.RepeatedBoundary, part.Offset, "it belongs to the innermost multipart");

            delimiters.Open(boundary);
            var first = delimiters.Next(bodyStart);
            if (first.Level == level)
                return first;

            delimiters.Close();
            context.Defects.Add(DefectKind.BoundaryNotFound, bodyStart, "the boundary is looked for in the body");
        }

        var outer = delimiters.Next(bodyStart);
        var guessed = BoundaryGuess.In(context.Bytes.Span, delimiters.Lines, bodyStart, outer.ContentEnd);
        if (guessed.Length == 0)
            return outer;

        delimiters.Open(guessed);
        return delimiters.Next(bodyStart);
    }
}
