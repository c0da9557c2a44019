using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Lays a letter beside a template: anchored on shared runs, widened word by word, short gaps bridged. Runs are
/// independent of each other, so paragraphs in another order need nothing special.
/// </summary>
internal sealed class Aligner(GroupingOptions options, Vocabulary vocabulary)
{
    private readonly GapBridge bridge = new(vocabulary);
    /// <summary>A run of this many words finds its place by itself.</summary>
    private const int LongRun = 10;

    /// <summary>As many words are taken from the end of the run before: more are no chance.</summary>
    private const int TakenBack = 6;

    private readonly List<Run> runs = [];
    private readonly List<Run> postponed = [];

    /// <summary>A stretch of the letter that follows the template closely.</summary>
    private readonly record struct Run(int Letter, int LetterEnd, int Template, int TemplateEnd);

    public void Align(LetterTokens letter, Template template, Alignment to)
    {
        to.Begin(letter.Count, template.Count);
        runs.Clear();
        postponed.Clear();
        var expected = 0;
        for (var i = 0; i < letter.Count;)
        {
            var shingle = letter.Shingles[i];
            var place = shingle == 0 ? -1 : template.Find(shingle, expected);
            if (place < 0 || to.Covered[place])
            {
                i++;
                expected++;
                continue;
            }

            var run = Extend(letter, template, to, i, place);
            (i, expected) = (run.LetterEnd, run.TemplateEnd);
            if (run.LetterEnd - run.Letter >= LongRun)
            {
                runs.Add(TakeBack(letter, template, to, run));
            }
            else
            {
                Undo(to, run);
                postponed.Add(run);
            }
        }

        PlaceShortRuns(letter, template, to);
        BridgeGaps(letter, template, to);
    }

    private static void Undo(Alignment to, Run run)
    {
        for (var i = run.Letter; i < run.LetterEnd; i++)
        {
            if (to.Places[i] >= 0)
            {
                to.Unmatch(i);
            }
        }
    }

    /// <summary>
    /// Where a paragraph was cut, a few words that stand before it and inside it ("a budget that") are found in the
    /// first place and belong to the second, if the words before them do too: "I demand | a budget that | supports",
    /// not "Belleville should have | a budget that | reflects".
    /// </summary>
    private Run TakeBack(LetterTokens letter, Template template, Alignment to, Run run)
    {
        if (runs.Count == 0 || runs[^1].LetterEnd != run.Letter)
        {
            return run;
        }

        var (i, t) = (run.Letter, run.Template);
        var (taken, gained) = (0, 0);
        while (i > runs[^1].Letter && t > 0 && letter.Ids[i - 1] == template.Ids[t - 1]
            && letter.Ids[i - 1] != LetterTokens.Break
            && !to.Covered[t - 1] && (gained == 0 || to.Places[i - 1] < 0))
        {
            (i, t) = (i - 1, t - 1);
            (taken, gained) = to.Places[i] < 0 ? (taken, gained + 1) : (taken + 1, gained);
        }

        if (gained == 0 || taken > TakenBack)
        {
            return run;
        }

        for (var n = 1; n <= run.Letter - i; n++)
        {
            if (to.Places[run.Letter - n] >= 0)
            {
                to.Unmatch(run.Letter - n);
            }

            to.Match(run.Letter - n, run.Template - n);
        }

        var end = i;
        while (end > runs[^1].Letter && to.Places[end - 1] < 0)
        {
            end--;
        }

        runs[^1] = runs[^1] with { LetterEnd = end, TemplateEnd = to.Places[end - 1] + 1 };
        return run with { Letter = i, Template = t };
    }

    /// <summary>
    /// A turn of phrase that the writer's own text shares with the template must not take the template's place from
    /// where it belongs: short runs count only between the long ones that they stand between in both.
    /// </summary>
    private void PlaceShortRuns(LetterTokens letter, Template template, Alignment to)
    {
        foreach (var found in postponed)
        {
            var next = runs.FindIndex(run => run.Letter > found.Letter);
            next = next < 0 ? runs.Count : next;
            var from = next == 0 ? 0 : runs[next - 1].TemplateEnd;
            var end = next == runs.Count ? template.Count : runs[next].Template;
            if (from > end && runs[next].Letter - found.LetterEnd <= options.BridgeWords)
            {
                // A paragraph that was moved: its short beginning stands before its long rest in both.
                from = Math.Max(0, end - options.BridgeWords);
            }

            for (var i = found.Letter; i < found.LetterEnd; i++)
            {
                var shingle = letter.Shingles[i];
                var expected = next == 0 ? found.Template + i - found.Letter : from + i - runs[next - 1].LetterEnd;
                var place = shingle == 0 || to.Places[i] >= 0 ? -1 : template.Find(shingle, expected);
                if (place >= from && place + options.ShingleWords <= end && !to.Covered[place])
                {
                    var run = Extend(letter, template, to, i, place);
                    runs.Insert(next++, run);
                    (i, from) = (run.LetterEnd - 1, run.TemplateEnd);
                }
            }
        }
    }

    private Run Extend(LetterTokens letter, Template template, Alignment to, int i, int t)
    {
        var (startI, startT) = (i, t);
        while (startI > 0 && startT > 0 && to.Places[startI - 1] < 0
            && letter.Ids[startI - 1] == template.Ids[startT - 1]
            && letter.Ids[startI - 1] != LetterTokens.Break && to.Places[startI - 1] < 0 && !to.Covered[startT - 1])
        {
            startI--;
            startT--;
            to.Match(startI, startT);
        }

        while (i < letter.Count && t < template.Count)
        {
            if (letter.Ids[i] == template.Ids[t] && letter.Ids[i] != LetterTokens.Break && !to.Covered[t])
            {
                to.Match(i++, t++);
            }
            else if (!Step(letter, template, to, ref i, ref t))
            {
                break;
            }
        }

        return new Run(startI, i, startT, t);
    }

    /// <summary>Over a slip of up to three words, if two words agree behind it.</summary>
    private bool Step(LetterTokens letter, Template template, Alignment to, ref int i, ref int t)
    {
        for (var total = 1; total <= 6; total++)
        {
            for (var skipLetter = Math.Min(3, total); skipLetter >= 0 && total - skipLetter <= 3; skipLetter--)
            {
                var (nextI, nextT) = (i + skipLetter, t + total - skipLetter);
                if (!Agrees(nextI, nextT) || !Agrees(nextI + 1, nextT + 1))
                {
                    continue;
                }

                if (skipLetter == 1 && total == 2 && vocabulary.Alike(letter.Ids[i], template.Ids[t]) && !to.Covered[t])
                {
                    to.Match(i, t);
                }

                (i, t) = (nextI, nextT);
                return true;
            }
        }

        return false;

        bool Agrees(int a, int b) =>
            a < letter.Count && b < template.Count && letter.Ids[a] == template.Ids[b]
            && letter.Ids[a] != LetterTokens.Break && !to.Covered[b];
    }

    private void BridgeGaps(LetterTokens letter, Template template, Alignment to)
    {
        if (runs.Count == 0)
        {
            return;
        }

        var reach = options.BridgeWords;
        var first = runs[0];
        bridge.Cross(letter, template, to,
            Math.Max(0, first.Letter - reach), first.Letter, Math.Max(0, first.Template - reach), first.Template,
            GapEnds.Right);
        for (var r = 1; r < runs.Count; r++)
        {
            var (left, right) = (runs[r - 1], runs[r]);
            if (right.Template > left.TemplateEnd && right.Letter - left.LetterEnd <= reach
                && right.Template - left.TemplateEnd <= reach)
            {
                bridge.Cross(letter, template, to,
                    left.LetterEnd, right.Letter, left.TemplateEnd, right.Template, GapEnds.Both);
            }
        }

        var last = runs[^1];
        bridge.Cross(letter, template, to,
            last.LetterEnd, Math.Min(letter.Count, last.LetterEnd + reach),
            last.TemplateEnd, Math.Min(template.Count, last.TemplateEnd + reach), GapEnds.Left);
    }
}
