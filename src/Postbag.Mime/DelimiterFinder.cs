namespace Postbag.Mime;

/// <summary>A boundary line: what ends before it, what begins after it, and whose it is.</summary>
/// <param name="ContentEnd">Where the content before it ends: the line end before a boundary belongs to it (RFC 2046
/// §5.1.1).</param>
/// <param name="Next">Where the line after it begins.</param>
/// <param name="Level">Which open multipart it belongs to, the outermost being 0; -1 at the end of the message.</param>
/// <param name="IsClose">Whether it is the multipart's last one.</param>
internal readonly record struct Delimiter(int ContentEnd, int Next, int Level, bool IsClose);

/// <summary>Finds boundary lines of all open multiparts in one pass over the bytes, innermost first.</summary>
internal ref struct DelimiterFinder(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    // Most mail has one multipart or none.
    private byte[][] boundaries = [];

    public readonly LineReader Lines { get; } = new(bytes);

    /// <summary>How many multiparts are open.</summary>
    public int Depth { readonly get; private set; }

    public void Open(byte[] boundary)
    {
        if (Depth == boundaries.Length)
            Array.Resize(ref boundaries, Depth + 4);

        boundaries[Depth++] = boundary;
    }

    public void Close() => Depth--;

    public readonly bool IsOpen(ReadOnlySpan<byte> boundary)
    {
        foreach (var open in boundaries.AsSpan(0, Depth))
        {
            if (boundary.SequenceEqual(open))
                return true;
        }

        return false;
    }

    /// <summary>Whether a multipart around the one at this level has the same boundary.</summary>
    public readonly bool IsOpenTwice(int level)
    {
        foreach (var open in boundaries.AsSpan(0, level))
        {
            if (boundaries[level].AsSpan().SequenceEqual(open))
                return true;
        }

        return false;
    }

    public readonly bool IsDelimiter(int lineStart) => Depth > 0 && Match(lineStart, lineStart).Level >= 0;

    /// <summary>The next boundary line at or after the start of a line.</summary>
    public readonly Delimiter Next(int start)
    {
        var end = new Delimiter(bytes.Length, bytes.Length, -1, IsClose: false);
        if (Depth == 0 || start >= bytes.Length)
            return end;

        var found = Match(start, start);
        if (found.Level >= 0)
            return found;

        var position = start;
        while (true)
        {
            var next = Lines.EndsInCarriageReturn
                ? IndexOfAfterEitherLineEnd(bytes[position..])
                : bytes[position..].IndexOf("\n--"u8);
            if (next < 0)
                return end;

            position += next + 1;
            found = Match(position, ContentEnd(bytes, start, position));
            if (found.Level >= 0)
                return found;
        }
    }

    private static int IndexOfAfterEitherLineEnd(ReadOnlySpan<byte> span)
    {
        var lf = span.IndexOf("\n--"u8);
        var cr = (lf < 0 ? span : span[..lf]).IndexOf("\r--"u8);
        return cr >= 0 ? cr : lf;
    }

    private static int ContentEnd(ReadOnlySpan<byte> span, int start, int lineStart)
    {
        var end = lineStart - 1;
        return end > start && span[end] == '\n' && span[end - 1] == '\r' ? end - 1 : end;
    }

    private readonly Delimiter Match(int lineStart, int contentEnd)
    {
        var rest = bytes[lineStart..];
        if (!rest.StartsWith("--"u8))
            return new Delimiter(0, 0, -1, IsClose: false);

        rest = rest[2..];
        for (var level = Depth - 1; level >= 0; level--)
        {
            if (rest.StartsWith(boundaries[level])
                && IsLineOf(lineStart, boundaries[level].Length, out var next, out var close))
                return new Delimiter(contentEnd, next, level, close);
        }

        return new Delimiter(0, 0, -1, IsClose: false);
    }

    /// <summary>Whether nothing but "--" and white space follows the boundary: a boundary may begin with another's
    /// characters (RFC 2046 §5.1.2).</summary>
    private readonly bool IsLineOf(int lineStart, int boundaryLength, out int next, out bool close)
    {
        var line = Lines.At(lineStart);
        var tail = bytes[(lineStart + 2 + boundaryLength)..Math.Max(line.End, lineStart + 2 + boundaryLength)];
        next = line.Next;
        close = tail.StartsWith("--"u8);
        if (close)
            tail = tail[2..];

        return tail.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
    }
}
