namespace Postbag.Grouping.Reading;

/// <content>What machines put below a letter.</content>
internal sealed partial class Zones
{
    private const int ShortestRemembered = 64;
    private readonly (ulong Hash, int At)[] seenFooters = new (ulong Hash, int At)[1 << 10];

    /// <summary>
    /// What a machine put at the end, also when the letter has no closing words: a paragraph, the last lines of one,
    /// or the end of a line when a mail program made one line of everything.
    /// </summary>
    private void MarkFooters(ReadOnlySpan<char> text)
    {
        var end = Lines.Count;
        for (var paragraphs = 0; paragraphs < 4 && end > 0; paragraphs++)
        {
            while (end > 0 && (IsBlank(text, end - 1) || Lines[end - 1].Zone != Zone.Body))
            {
                end--;
            }

            var start = end;
            while (start > 0 && !IsBlank(text, start - 1) && Lines[start - 1].Zone == Zone.Body)
            {
                start--;
            }

            if (start == end)
            {
                return;
            }

            var from = FooterIn(text, start, ref end);
            for (var i = from; i < end; i++)
            {
                Set(i, Zone.Footer);
            }

            end = start;
        }
    }

    /// <summary>The first line of the footer that a paragraph is or ends with; its end if it has none.</summary>
    private int FooterIn(ReadOnlySpan<char> text, int start, ref int end)
    {
        // What stands further up is a platform's opening words, or a letter that speaks of unsubscribing.
        var searched = Math.Max(Lines[start].Start, Lines[end - 1].End - LongestFooter);
        var first = FirstFooterMark(text[searched..Lines[end - 1].End]);
        if (first < 0)
        {
            return end;
        }

        var cut = SentenceStart(text, start, searched + first);
        var rest = text[cut..Lines[end - 1].End];
        if (LetterHabits.CountFooterMarks(rest) < 2 && CountSpaces(rest) > ShortLine)
        {
            return end;
        }

        var line = start;
        while (Lines[line].End <= cut)
        {
            line++;
        }

        if (cut > Lines[line].Start)
        {
            SplitLine(text, line, cut);
            line++;
            end++;
        }

        return line;
    }

    /// <summary>What was looked for is remembered: most letters end with lines that others ended with.</summary>
    private int FirstFooterMark(ReadOnlySpan<char> text)
    {
        if (text.Length < ShortestRemembered)
        {
            return LetterHabits.FirstFooterMark(text);
        }

        var hash = Hashing.OfBody(text, Hashing.Seed);
        ref var seen = ref seenFooters[hash >> 54];
        if (seen.Hash != hash)
        {
            seen = (hash, LetterHabits.FirstFooterMark(text));
        }

        return seen.At;
    }

    /// <summary>Where the sentence starts that holds a place, as far as short lines (a name, a closing)
    /// allow.</summary>
    private int SentenceStart(ReadOnlySpan<char> text, int firstLine, int at)
    {
        var start = Lines[firstLine].Start;
        var sentence = start + text[start..at].LastIndexOfAny(".!?") + 1;
        for (var line = firstLine; line < Lines.Count && Lines[line].End <= at; line++)
        {
            if (Lines[line].Words <= ShortLine && Lines[line].End > sentence)
            {
                sentence = Lines[line].End + 1;
            }
        }

        return sentence;
    }

    private void SplitLine(ReadOnlySpan<char> text, int line, int cut)
    {
        var (whole, head) = (Lines[line], CountSpaces(text[Lines[line].Start..cut]));
        Lines[line] = whole with { End = cut, Words = head };
        Lines.Insert(line + 1, whole with { Start = cut, Words = Math.Max(1, whole.Words - head) });
    }

    private static int CountSpaces(ReadOnlySpan<char> text) => text.Count(' ') + (text.IsEmpty ? 0 : 1);
}
