namespace Postbag.Mime;

/// <summary>What HTML's mark-up says of a line.</summary>
[Flags]
internal enum LineMarks : byte
{
    None = 0,
    Quoted = 1,
    Indented = 2,
    Introduction = 4,
    Signature = 8,
    QuotedToEnd = 16,
    PerhapsQuotedToEnd = 32,
}

internal readonly record struct LetterLine(int Start, int End, int Content, int Depth, LineMarks Marks)
{
    public bool IsBlank => Content == End;
}

/// <summary>A stretch of lines as one.</summary>
internal readonly struct JoinedLines(string text, int first, int[] starts)
{
    public ReadOnlySpan<char> Whole => text;

    /// <summary>These lines, with a space between them; at least one.</summary>
    public ReadOnlySpan<char> Of(int from, int end) => text.AsSpan(starts[from - first]..(starts[end - first] - 1));
}

/// <summary>A letter as lines, each of which is given its kind; own words until something else is proved.</summary>
internal sealed class LetterPage
{
    private readonly string _text;
    private readonly LetterLine[] _lines;
    private readonly LetterSpanKind[] _kinds;

    private LetterPage(string text, LetterLine[] lines) =>
        (_text, _lines, _kinds) = (text, lines, new LetterSpanKind[lines.Length]);

    public int Count => _lines.Length;

    public ref readonly LetterLine this[int line] => ref _lines[line];

    public LetterSpanKind KindOf(int line) => _kinds[line];

    public bool IsOwn(int line) => _kinds[line] == LetterSpanKind.OwnWords;

    /// <summary>What stands on the line, without quotation marks and white space around it.</summary>
    public ReadOnlySpan<char> Of(int line) => _text.AsSpan(_lines[line].Content.._lines[line].End);

    /// <summary>The line as it is written.</summary>
    public ReadOnlySpan<char> AsWritten(int line) => _text.AsSpan(_lines[line].Start.._lines[line].End);

    /// <summary>What stands on these lines, each with a space after it, so that no phrase is torn by a line's
    /// end.</summary>
    public JoinedLines Join(int from, int to)
    {
        var starts = new int[to - from + 1];
        for (var line = from; line < to; line++)
            starts[line - from + 1] = starts[line - from] + _lines[line].End - _lines[line].Content + 1;
        var joined = string.Create(starts[^1], (Page: this, From: from, To: to), static (into, stretch) =>
        {
            for (var line = stretch.From; line < stretch.To; line++)
            {
                var written = stretch.Page.Of(line);
                written.CopyTo(into);
                into[written.Length] = ' ';
                into = into[(written.Length + 1)..];
            }
        });
        return new(joined, from, starts);
    }

    public void Set(int from, int to, LetterSpanKind kind) => _kinds.AsSpan(from..to).Fill(kind);

    /// <summary>The first line from <paramref name="line"/> on that isn't blank; <see cref="Count"/> if none.</summary>
    public int NextWritten(int line)
    {
        while (line < Count && _lines[line].IsBlank) line++;
        return line;
    }

    /// <summary>True if some line before this one holds own words.</summary>
    public bool HasOwnWordsBefore(int line)
    {
        for (var i = 0; i < line; i++)
        {
            if (IsOwn(i) && HasWord(i)) return true;
        }
        return false;
    }

    public bool HasWord(int line)
    {
        foreach (var c in Of(line))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) return true;
        }
        return false;
    }

    /// <summary>The lines put together; a blank line goes with what stands before it.</summary>
    public IReadOnlyList<LetterSpan> Spans()
    {
        var spans = new List<LetterSpan>();
        var first = Math.Min(NextWritten(0), Count - 1);
        var (start, kind) = (0, _kinds[first]);
        for (var i = first + 1; i < Count; i++)
        {
            if (_lines[i].IsBlank || _kinds[i] == kind) continue;
            spans.Add(new(kind, start, _lines[i].Start - start));
            (start, kind) = (_lines[i].Start, _kinds[i]);
        }
        spans.Add(new(kind, start, _text.Length - start));
        return spans;
    }

    public static LetterPage Of(string text, IReadOnlyList<HtmlMark> marks)
    {
        var lines = new LetterLine[text.AsSpan().Count('\n') + 1];
        var start = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            lines[i] = Read(text, start, end);
            start = end + 1;
        }
        if (marks.Count > 0) AddMarks(lines, marks);
        return new(text, lines);
    }

    private static LetterLine Read(string text, int start, int end)
    {
        var (content, depth) = (start, 0);
        while (content < end)
        {
            if (text[content] == '>') depth++;
            // Some programs write "> > ", others ">>".
            else if (text[content] != ' ' || content + 1 == end || text[content + 1] != '>' || depth == 0) break;
            content++;
        }
        var writtenEnd = end;
        while (writtenEnd > content && char.IsWhiteSpace(text[writtenEnd - 1])) writtenEnd--;
        while (content < writtenEnd && char.IsWhiteSpace(text[content])) content++;
        return new(start, writtenEnd, content, depth, LineMarks.None);
    }

    /// <summary>Counts for each line how many marks of a kind are open there, in one pass over marks and
    /// lines.</summary>
    private static void AddMarks(LetterLine[] lines, IReadOnlyList<HtmlMark> marks)
    {
        foreach (var kind in Enum.GetValues<HtmlMarkKind>())
        {
            var changes = new int[lines.Length + 1];
            var any = false;
            foreach (var mark in marks)
            {
                if (mark.Kind != kind) continue;
                any = true;
                // A mark begins with the first line that begins at or after it, line ends that were due before left
                // out.
                var from = FirstContentAt(lines, mark.Start);
                var isPoint = kind is HtmlMarkKind.QuotedToEnd or HtmlMarkKind.PerhapsQuotedToEnd;
                var to = isPoint ? from + 1 : FirstContentAt(lines, mark.End);
                if (from >= to) continue;
                changes[from]++;
                changes[Math.Min(to, lines.Length)]--;
            }
            if (!any) continue;
            var open = 0;
            for (var i = 0; i < lines.Length; i++)
            {
                open += changes[i];
                if (open > 0) lines[i] = lines[i] with { Marks = lines[i].Marks | (LineMarks)(1 << (int)Bit(kind)) };
            }
        }
    }

    private static int Bit(HtmlMarkKind kind) => kind switch
    {
        HtmlMarkKind.Quoted => 0,
        HtmlMarkKind.Indented => 1,
        HtmlMarkKind.Introduction => 2,
        HtmlMarkKind.Signature => 3,
        HtmlMarkKind.QuotedToEnd => 4,
        _ => 5,
    };

    /// <summary>The first line that isn't blank and begins at or after a position.</summary>
    private static int FirstContentAt(LetterLine[] lines, int position)
    {
        var (low, high) = (0, lines.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (lines[middle].Start < position) low = middle + 1;
            else high = middle;
        }
        while (low < lines.Length && lines[low].IsBlank) low++;
        return low;
    }
}
