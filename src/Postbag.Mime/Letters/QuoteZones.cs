namespace Postbag.Mime;

/// <summary>Finds what is quoted or forwarded.</summary>
internal sealed class QuoteZones(LetterPage page)
{
    /// <summary>True once a quotation has been introduced: from then on lines with "&gt;" are quoted.</summary>
    private bool _isIntroduced;

    /// <summary>True if a quotation was found that isn't introduced as what is being answered.</summary>
    public bool HasForward { get; private set; }

    public void Mark()
    {
        MarkByMarkup();
        var hasAnswer = false;
        for (var line = page.NextWritten(0); line < page.Count; line = page.NextWritten(line))
        {
            if (!page.IsOwn(line) || page[line].Depth > 0)
            {
                hasAnswer |= !page.IsOwn(line) && !_isIntroduced && QuoteIntroduction.At(page, line).Lines > 0;
                _isIntroduced |= !page.IsOwn(line);
                line++;
                continue;
            }
            if (IntroducesRest(line, out var isForward))
            {
                page.Set(WithRuleAbove(line), page.Count, LetterSpanKind.Quoted);
                HasForward |= isForward;
                break;
            }
            line = MarkIntroduction(line, ref hasAnswer);
        }
        MarkByPrefix();
        HasForward |= !hasAnswer && AnyQuoted();
    }

    private void MarkByMarkup()
    {
        for (var line = 0; line < page.Count; line++)
        {
            if (!page[line].Marks.HasFlag(LineMarks.Quoted)) continue;
            page.Set(line, line + 1, LetterSpanKind.Quoted);
        }
        for (var line = page.Count - 1; line >= 0; line--)
        {
            if (!page[line].Marks.HasFlag(LineMarks.Introduction) || !page.IsOwn(line)) continue;
            var next = page.NextWritten(line + 1);
            if (next < page.Count && !page.IsOwn(next)) page.Set(line, next, LetterSpanKind.Quoted);
        }
    }

    /// <summary>True if everything from here on is somebody else's: forwarded, or quoted below its headers.</summary>
    private bool IntroducesRest(int line, out bool isForward)
    {
        var written = page.Of(line);
        isForward = true;
        if (page[line].Marks.HasFlag(LineMarks.QuotedToEnd)) return true;
        if (page[line].Marks.HasFlag(LineMarks.PerhapsQuotedToEnd)
            && QuoteHeaderBlock.EndAt(page, line, enough: 2) > 0)
        {
            return true;
        }
        var after = page.NextWritten(line + 1);
        if (IsSeparator(written, out isForward))
        {
            var end = QuoteHeaderBlock.EndAt(page, after, enough: 1);
            return !IsFollowedByPrefix(line, end > 0 ? end : after);
        }
        if (QuotePhrases.BeginsForwarded(written.TrimEnd(" :：")))
        {
            isForward = true;
            return QuoteHeaderBlock.EndAt(page, after, enough: 2) > 0;
        }
        var blockEnd = QuoteHeaderBlock.EndAt(page, line, enough: 0);
        isForward = true;
        return blockEnd > 0 && !IsFollowedByPrefix(line, blockEnd);
    }

    /// <summary>"-----Original Message-----": dashes on both sides.</summary>
    private static bool IsSeparator(ReadOnlySpan<char> written, out bool isForward)
    {
        isForward = false;
        const string rules = "-_=—–*";
        if (written.Length is < 8 or > 120 || !rules.Contains(written[0]) || !rules.Contains(written[1])) return false;
        var inner = written.Trim("-_=—–* ");
        if (inner.Length == 0) return false;
        if (QuotePhrases.IsOriginal(inner.TrimEnd(':'))) return true;
        if (inner.StartsWith("forwarded by ", StringComparison.OrdinalIgnoreCase)) inner = inner[..12];
        return isForward = QuotePhrases.IsForwarded(inner.TrimEnd(':'));
    }

    /// <summary>If what is introduced is marked with "&gt;" line by line, only those lines are quoted, not the
    /// rest.</summary>
    private bool IsFollowedByPrefix(int from, int to)
    {
        var next = page.NextWritten(to);
        if (next >= page.Count || page[next].Depth == 0) return false;
        page.Set(from, next, LetterSpanKind.Quoted);
        _isIntroduced = HasForward = true;
        return true;
    }

    /// <summary>Marks "On … wrote:" and, if nothing is marked below it, the rest; gives the line to go on
    /// with.</summary>
    private int MarkIntroduction(int line, ref bool hasAnswer)
    {
        var (count, proof) = QuoteIntroduction.At(page, line);
        if (count == 0) return line + 1;

        var next = page.NextWritten(line + count);
        var isMarked = next < page.Count && (page[next].Depth > 0 || !page.IsOwn(next));
        if (isMarked)
        {
            page.Set(line, next, LetterSpanKind.Quoted);
            if (page[next].Marks.HasFlag(LineMarks.Indented)) MarkIndented(next);
            _isIntroduced = hasAnswer = true;
            return next;
        }
        // Without anything above it the sender may have written below it: then nothing is taken from them.
        if (proof != QuoteIntroduction.Proof.Certain || next >= page.Count || !page.HasOwnWordsBefore(line))
        {
            return line + count;
        }
        page.Set(line, page.Count, LetterSpanKind.Quoted);
        hasAnswer = true;
        return page.Count;
    }

    private void MarkIndented(int line)
    {
        for (; line < page.Count && (page[line].IsBlank || page[line].Marks.HasFlag(LineMarks.Indented)); line++)
        {
            page.Set(line, line + 1, LetterSpanKind.Quoted);
        }
    }

    /// <summary>
    /// Marks the lines that begin with "&gt;". People make lists with that sign, so without an introduction it takes
    /// more: a second level, an empty quoted line, a greeting, or three long lines in a row.
    /// </summary>
    private void MarkByPrefix()
    {
        if (!_isIntroduced && !LooksQuoted()) return;
        for (var line = 0; line < page.Count; line++)
        {
            if (IsPrefixed(line)) page.Set(line, line + 1, LetterSpanKind.Quoted);
        }
        // What is blank between two quoted lines is part of the quotation.
        for (var line = 1; line + 1 < page.Count; line++)
        {
            if (page[line].IsBlank && !page.IsOwn(line - 1) && page.KindOf(line - 1) == LetterSpanKind.Quoted)
            {
                page.Set(line, line + 1, LetterSpanKind.Quoted);
            }
        }
    }

    private bool IsPrefixed(int line)
    {
        ref readonly var at = ref page[line];
        if (at.Depth == 0 || at.Marks.HasFlag(LineMarks.Indented) || at.Marks.HasFlag(LineMarks.Quoted)) return false;
        if (at.IsBlank) return true;
        var written = page.Of(line);
        // ">From" is what mailboxes make of a line that begins with "From"; ">>> NOTE <<<" and ">:(" are no quotations.
        if (at.Depth == 1 && page.AsWritten(line).StartsWith(">From ")) return IsPrefixedNeighbour(line);
        return !written.EndsWith('<') && !written.StartsWith(':');
    }

    private bool IsPrefixedNeighbour(int line) =>
        line > 0 && page[line - 1].Depth > 0 || line + 1 < page.Count && page[line + 1].Depth > 0;

    private bool LooksQuoted()
    {
        var longLines = 0;
        for (var line = 0; line < page.Count; line++)
        {
            if (!IsPrefixed(line))
            {
                longLines = 0;
                continue;
            }
            var written = page.Of(line);
            if (page[line].Depth > 1 && !written.IsEmpty) return true;
            if (written.IsEmpty && line > 0 && page[line - 1].Depth > 0) return true;
            longLines = written.Length >= 50 ? longLines + 1 : 0;
            if (longLines == 3 || IsGreeting(written)) return true;
        }
        return false;
    }

    private static bool IsGreeting(ReadOnlySpan<char> written) =>
        written.EndsWith(',')
        && (written.StartsWith("Dear ", StringComparison.OrdinalIgnoreCase)
            || written.StartsWith("Hi ", StringComparison.OrdinalIgnoreCase)
            || written.StartsWith("Hello ", StringComparison.OrdinalIgnoreCase)
            || written.StartsWith("Annwyl ", StringComparison.OrdinalIgnoreCase));

    /// <summary>The rule that some programs draw above the headers goes with them.</summary>
    private int WithRuleAbove(int line)
    {
        var above = line - 1;
        while (above >= 0 && page[above].IsBlank) above--;
        return above >= 0 && page.IsOwn(above) && page.Of(above) is { Length: >= 5 } rule && FooterZones.IsRule(rule)
            ? above
            : line;
    }

    private bool AnyQuoted()
    {
        for (var line = 0; line < page.Count; line++)
        {
            if (page.KindOf(line) == LetterSpanKind.Quoted && page.HasWord(line)) return true;
        }
        return false;
    }
}
