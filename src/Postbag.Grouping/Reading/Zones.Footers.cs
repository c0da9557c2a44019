namespace Postbag.Grouping.Reading;

/// <content>What machines put below a letter.</content>
internal sealed partial class Zones
{
    private const int ShortestRemembered = 64;

    /// <summary>So many hints, and nobody who speaks of themselves, make a machine's words.</summary>
    private const int FewestSigns = 3;

    /// <summary>How many words a footer has at most that no mark of its own gives away.</summary>
    private const int WordsOfHinted = 80;

    private readonly (ulong Hash, FooterStart At)[] seenFooters = new (ulong, FooterStart)[1 << 10];

    /// <summary>Where the first mark and the first hint stand; -1 if there is none.</summary>
    private readonly record struct FooterStart(int Mark, int Hint);

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
        var first = FirstOf(text[searched..Lines[end - 1].End]);
        var cut = MarkedFrom(text, start, end, searched, first.Mark);
        if (cut < 0 || first.Hint < first.Mark)
        {
            var hinted = HintedFrom(text, start, end, searched, first.Hint);
            cut = cut < 0 || (hinted >= 0 && hinted < cut) ? hinted : cut;
        }

        if (cut < 0)
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

    /// <summary>Where a footer begins that has marks of its own; -1 if none does.</summary>
    private int MarkedFrom(ReadOnlySpan<char> text, int start, int end, int searched, int first)
    {
        if (first < 0)
        {
            return -1;
        }

        var cut = SentenceStart(text, start, searched + first);
        var rest = text[cut..Lines[end - 1].End];
        return LetterHabits.CountFooterMarks(rest) >= 2 || CountSpaces(rest) <= ShortLine ? cut : -1;
    }

    /// <summary>Where a footer begins that several hints give away; -1 if none does. The first hint may be the
    /// letter's: then the next is tried.</summary>
    private int HintedFrom(ReadOnlySpan<char> text, int start, int end, int searched, int first)
    {
        var to = Lines[end - 1].End;
        for (var (at, last) = (first, -1); at >= 0;)
        {
            // A sentence with several hints is looked at once.
            var cut = SentenceStart(text, start, searched + at);
            var rest = text[cut..to];
            if (cut != last && CountSpaces(rest) <= WordsOfHinted
                && LetterHabits.CountFooterSigns(rest) >= FewestSigns)
            {
                return cut;
            }

            last = cut;
            var next = LetterHabits.FirstFooterHint(text[(searched + at + 1)..to]);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return -1;
    }

    /// <summary>What was looked for is remembered: most letters end with lines that others ended with.</summary>
    private FooterStart FirstOf(ReadOnlySpan<char> text)
    {
        if (text.Length < ShortestRemembered)
        {
            return Look(text);
        }

        var hash = Hashing.OfBody(text, Hashing.Seed);
        ref var seen = ref seenFooters[hash >> 54];
        if (seen.Hash != hash)
        {
            seen = (hash, Look(text));
        }

        return seen.At;

        static FooterStart Look(ReadOnlySpan<char> text) =>
            new(LetterHabits.FirstFooterMark(text), LetterHabits.FirstFooterHint(text));
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
