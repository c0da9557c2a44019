namespace Postbag.Grouping.Reading;

/// <summary>
/// Tells the letter from what stands around it. Zoning alone keeps more letters from being buried than any
/// threshold: a reply to our own standard reply looks like a campaign to whoever reads the quotation.
/// </summary>
internal sealed partial class Zones(GroupingOptions options)
{
    private const int ShortLine = 8;

    /// <summary>How many characters a footer has at most.</summary>
    private const int LongestFooter = 900;

    /// <summary>The lines of the letter last read, each with its zone.</summary>
    public List<Line> Lines { get; } = [];

    /// <summary>Sets the zones of a letter's lines.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        Line.Split(text, Lines);
        if (!options.ReadZones)
        {
            return;
        }

        MarkQuoted(text);
        var (own, quoted) = CountWords();
        if (own < options.ForwardedOwnWords && quoted >= options.ForwardedQuotedWords)
        {
            // A bare forward: what it carries is the letter.
            MarkForwarded(text);
        }

        MarkFooters(text);
        MarkHead(text);
        MarkTail(text);
    }

    private void MarkQuoted(ReadOnlySpan<char> text)
    {
        var below = false;
        for (var i = 0; i < Lines.Count; i++)
        {
            var line = text[Lines[i].Start..Lines[i].End].TrimStart();
            below |= LetterHabits.OpensQuotation(line) || IsHeaderBlock(text, i);
            if (below || (line.Length > 0 && line[0] == '>'))
            {
                Set(i, Zone.Quoted);
            }
        }
    }

    /// <summary>From:, then Sent:, To: or Date: within three lines, as one program puts above what it quotes.</summary>
    private bool IsHeaderBlock(ReadOnlySpan<char> text, int at)
    {
        if (!StartsWith(text, at, "From:") && !StartsWith(text, at, "*From:"))
        {
            return false;
        }

        for (var i = at + 1; i < Math.Min(Lines.Count, at + 4); i++)
        {
            if (StartsWith(text, i, "Sent:") || StartsWith(text, i, "Date:") || StartsWith(text, i, "To:")
                || StartsWith(text, i, "*Sent:"))
            {
                return true;
            }
        }

        return false;
    }

    private bool StartsWith(ReadOnlySpan<char> text, int line, string start) =>
        text[Lines[line].Start..Lines[line].End].TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private (int Own, int Quoted) CountWords()
    {
        var (own, quoted) = (0, 0);
        foreach (var line in Lines)
        {
            if (line.Zone == Zone.Quoted)
            {
                quoted += line.Words;
            }
            else
            {
                own += line.Words;
            }
        }

        return (own, quoted);
    }

    private void MarkForwarded(ReadOnlySpan<char> text)
    {
        var inHeaders = true;
        for (var i = 0; i < Lines.Count; i++)
        {
            var line = text[Lines[i].Start..Lines[i].End].Trim("> \t\r");
            if (Lines[i].Zone != Zone.Quoted)
            {
                Set(i, Zone.Identity);
                continue;
            }

            var colon = line.IndexOf(':');
            var isHeader = LetterHabits.OpensQuotation(line) || (inHeaders && colon is > 0 and < 12);
            inHeaders &= isHeader || line.IsEmpty;
            Set(i, isHeader ? Zone.Identity : Zone.Body);
        }
    }

    private void MarkHead(ReadOnlySpan<char> text)
    {
        var seen = 0;
        for (var i = 0; i < Lines.Count && seen < 12; i++)
        {
            if (Lines[i].Zone != Zone.Body || IsBlank(text, i))
            {
                continue;
            }

            seen++;
            if (Lines[i].Words > ShortLine || !OpensLetter(text, i))
            {
                continue;
            }

            for (var above = 0; above < i; above++)
            {
                if (Lines[above].Zone == Zone.Body && Lines[above].Words <= ShortLine)
                {
                    Set(above, Zone.Identity);
                }
            }

            Set(i, Zone.Salutation);
            return;
        }
    }

    private bool OpensLetter(ReadOnlySpan<char> text, int line)
    {
        Span<char> folded = stackalloc char[64];
        var cursor = Words.In(text, Lines[line].Start, Lines[line].End);
        return cursor.Next(folded)
            && (LetterHabits.IsGreeting(cursor.Hash)
                || (Lines[line].Words <= 4 && text[Lines[line].Start..Lines[line].End].TrimEnd().EndsWith(",")));
    }

    private void MarkTail(ReadOnlySpan<char> text)
    {
        var closing = -1;
        for (var i = Lines.Count - 1; i >= 0 && closing < 0; i--)
        {
            if (Lines[i].Zone == Zone.Body && Lines[i].Words is > 0 and <= ShortLine && IsClosing(text, i))
            {
                closing = i;
            }
        }

        if (closing < 0)
        {
            MarkBareName(text);
            return;
        }

        // "Thank you for your time", a name, then "Yours": what stands between two closings is signature too.
        for (var i = closing - 1; i >= 0 && (Lines[i].Words <= ShortLine || Lines[i].Zone != Zone.Body); i--)
        {
            if (Lines[i].Zone == Zone.Body && Lines[i].Words > 0 && IsClosing(text, i))
            {
                closing = i;
            }
        }

        if (WordsOfBody(0, closing) >= options.ForwardedOwnWords || WordsOfBody(closing, Lines.Count) < 30)
        {
            MarkBelow(text, closing);
        }
    }

    private int WordsOfBody(int from, int end)
    {
        var words = 0;
        for (var i = from; i < end; i++)
        {
            words += Lines[i].Zone == Zone.Body ? Lines[i].Words : 0;
        }

        return words;
    }

    /// <summary>Below the closing words: short lines are name and address, long paragraphs are postscripts.</summary>
    private void MarkBelow(ReadOnlySpan<char> text, int closing)
    {
        for (var i = closing; i < Lines.Count;)
        {
            if (Lines[i].Zone != Zone.Body)
            {
                i++;
                continue;
            }

            var end = i;
            var longest = 0;
            while (end < Lines.Count && Lines[end].Zone == Zone.Body && !IsBlank(text, end))
            {
                longest = Math.Max(longest, Lines[end].Words);
                end++;
            }

            var marks = end > i ? LetterHabits.CountFooterMarks(text[Lines[i].Start..Lines[end - 1].End]) : 0;
            var isFooter = marks >= 2 || (marks == 1 && WordsOfBody(i, end) <= 25);
            for (var line = i; line < end; line++)
            {
                Set(line, isFooter ? Zone.Footer
                    : longest >= options.PostscriptWords && line > closing ? Zone.Postscript
                    : Zone.Tail);
            }

            i = Math.Max(end, i + 1);
        }
    }

    /// <summary>A last paragraph of a few short lines that end no sentence is a name and an address.</summary>
    private void MarkBareName(ReadOnlySpan<char> text)
    {
        var end = Lines.Count;
        while (end > 0 && (IsBlank(text, end - 1) || Lines[end - 1].Zone != Zone.Body))
        {
            end--;
        }

        var start = end;
        while (start > 0 && Lines[start - 1].Zone == Zone.Body && !IsBlank(text, start - 1)
            && Lines[start - 1].Words <= 5 && !EndsSentence(text, start - 1))
        {
            start--;
        }

        if (start == end || end - start > 7 || start == 0 || !IsBlank(text, start - 1))
        {
            return;
        }

        for (var i = start; i < end; i++)
        {
            Set(i, Zone.Tail);
        }
    }

    private bool EndsSentence(ReadOnlySpan<char> text, int line)
    {
        var content = text[Lines[line].Start..Lines[line].End].Trim();
        return content.Length == 0 || content[^1] is '.' or '!' or '?' or ':' or ';' or '。'
            || content[0] is '*' or '-' or '•';
    }

    private bool IsClosing(ReadOnlySpan<char> text, int line)
    {
        Span<char> folded = stackalloc char[64];
        var cursor = Words.In(text, Lines[line].Start, Lines[line].End);
        var core = false;
        while (cursor.Next(folded))
        {
            if (!LetterHabits.IsClosing(cursor.Hash))
            {
                return false;
            }

            core |= LetterHabits.IsClosingCore(cursor.Hash);
        }

        return core;
    }

    /// <summary>A line with nothing on it but spaces and quoting marks.</summary>
    private bool IsBlank(ReadOnlySpan<char> text, int line) =>
        Lines[line].Words == 0 || text[Lines[line].Start..Lines[line].End].Trim("> \t\r").IsEmpty;

    private void Set(int line, Zone zone) => Lines[line] = Lines[line] with { Zone = zone };
}
