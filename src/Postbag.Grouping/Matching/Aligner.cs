using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Lays a letter beside a template: anchored on shared runs, widened word by word, short gaps bridged. Runs are
/// independent of each other, so paragraphs in another order need nothing special.
/// </summary>
internal sealed class Aligner(GroupingOptions options, Vocabulary vocabulary)
{
    private readonly GapBridge bridge = new(vocabulary);
    private readonly List<Run> runs = [];

    /// <summary>A stretch of the letter that follows the template closely.</summary>
    private readonly record struct Run(int Letter, int LetterEnd, int Template, int TemplateEnd);

    public void Align(LetterTokens letter, Template template, Alignment to)
    {
        to.Begin(letter.Count, template.Count);
        runs.Clear();
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
            runs.Add(run);
            (i, expected) = (run.LetterEnd, run.TemplateEnd);
        }

        BridgeGaps(letter, template, to);
    }

    private Run Extend(LetterTokens letter, Template template, Alignment to, int i, int t)
    {
        var (startI, startT) = (i, t);
        while (startI > 0 && startT > 0 && letter.Ids[startI - 1] == template.Ids[startT - 1]
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
            Math.Max(0, first.Letter - reach), first.Letter, Math.Max(0, first.Template - reach), first.Template, GapEnds.Right);
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
