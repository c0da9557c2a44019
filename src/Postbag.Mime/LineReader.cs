namespace Postbag.Mime;

/// <summary>One line: where it starts, where its text ends, and where the next begins.</summary>
internal readonly record struct Line(int Start, int End, int Next)
{
    public bool IsEmpty => End == Start;
}

/// <summary>Finds the ends of lines: CRLF, LF, or, in a message that has nothing else, a lone CR.</summary>
internal readonly ref struct LineReader
{
    private readonly ReadOnlySpan<byte> bytes;

    public LineReader(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        var first = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        var rest = first < 0 ? default : bytes[first..].TrimStart((byte)'\r');
        EndsInCarriageReturn = first >= 0 && bytes[first] == '\r' && (rest.IsEmpty || rest[0] != '\n');
    }

    /// <summary>Whether the message's first line ends in a lone CR. Then a CR ends every line; otherwise a lone CR is
    /// an ordinary character, as other readers have it.</summary>
    public bool EndsInCarriageReturn { get; }

    public Line At(int start)
    {
        var rest = bytes[start..];
        var length = EndsInCarriageReturn ? rest.IndexOfAny((byte)'\r', (byte)'\n') : rest.IndexOf((byte)'\n');
        if (length < 0)
            return new Line(start, start + TrimmedLength(rest), bytes.Length);

        var next = length + 1;
        if (EndsInCarriageReturn && rest[length] == '\r' && next < rest.Length && rest[next] == '\n')
            next++;

        return new Line(start, start + TrimmedLength(rest[..length]), start + next);
    }

    /// <summary>Some gateways write CR CR LF: every CR before the end belongs to it.</summary>
    private static int TrimmedLength(ReadOnlySpan<byte> line)
    {
        var length = line.Length;
        while (length > 0 && line[length - 1] == '\r')
            length--;

        return length;
    }
}
