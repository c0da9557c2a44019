using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <content>Asks turned round in a sentence that lost its paragraph: too short, and too much changed, to find its
/// place.</content>
internal sealed partial class PolarityGuard
{
    /// <summary>How many words on both sides of a sentence help to find its place.</summary>
    private const int WordsOfContext = 4;

    /// <summary>More of what was left out is not searched.</summary>
    private const int LongestCut = 400;

    /// <summary>Two texts share four words in order by chance, with a common verb among them.</summary>
    private const int LeastMatched = 5;

    /// <summary>Words that no list has turn a sentence only where it is plainly the same one.</summary>
    private const int LeastMatchedOfAsk = 8;

    private readonly List<(int Own, int Theirs)> matched = [];
    private readonly LocalAlignment local = new();

    /// <summary>
    /// "[It is time to carry on with] the scheme" where the template has three paragraphs and "It is time to end the
    /// scheme": the sentence is laid beside those words of the template that were left out, and its own edits are
    /// looked at.
    /// </summary>
    private bool TurnsInSentence(
        LetterTokens letter, Template template, Alignment alignment, in Edit edit, Func<bool> isFaithful,
        Func<Edit, bool> alters)
    {
        if (edit.Inserted is 0 or > LongestSentence
            || !(edit.Moved || edit.Removed > options.FlipWords || edit.Inserted > options.FlipWords))
        {
            return false;
        }

        // What was left out before the place where the letter goes on, and a few words on both sides.
        var (from, end) = (edit.TemplateFrom, edit.TemplateEnd);
        if (edit.Moved)
        {
            (from, end) = (edit.ResumesAt, edit.ResumesAt);
            while (from > 0 && end - from < edit.Inserted + WordsOfContext && !alignment.Covered[from - 1])
            {
                from--;
            }
        }

        if (end - from < 1 || from < 0)
        {
            return false;
        }

        // The words behind help to find a sentence that goes on, those before one that had begun: together they
        // outweigh it.
        from = Math.Max(from, end - LongestCut);
        var (behind, before) =
            (edit.ResumesAt < 0 ? 0 : WordsOfContext, Math.Min(WordsOfContext, Math.Min(edit.From, from)));
        return Turned(letter, template, edit, (edit.From, Math.Min(letter.PostscriptAt, edit.End + behind)),
                (from, Math.Min(template.Count, end + behind)), isFaithful, alters)
            || Turned(letter, template, edit, (edit.From - before, edit.End), (from - before, end), isFaithful, alters);
    }

    /// <summary>Lays a stretch of a letter beside a stretch of its template and looks at the small edits between
    /// them.</summary>
    private bool Turned(
        LetterTokens letter, Template template, in Edit edit, (int From, int End) own, (int From, int End) theirs,
        Func<bool> isFaithful, Func<Edit, bool> alters)
    {
        local.Of(letter.Ids.AsSpan(own.From..own.End), template.Ids.AsSpan(theirs.From..theirs.End), matched);
        for (var n = 1; matched.Count >= LeastMatched && n < matched.Count; n++)
        {
            var (last, next) = (matched[n - 1], matched[n]);
            var inner = new Edit(
                own.From + last.Own + 1, own.From + next.Own, theirs.From + last.Theirs + 1, theirs.From + next.Theirs,
                Moved: false, theirs.From + next.Theirs);
            if (inner.Inserted + inner.Removed > 0 && inner.Inserted <= WordsForAVerb && inner.Removed <= WordsForAVerb
                && inner.From >= edit.From - 1 && inner.End <= edit.End + 1
                && (Turns(letter, template, inner) || (PutsUnknownStand(letter, template, inner) && isFaithful())
                    || (IsSameSentence() && alters(inner))))
            {
                return true;
            }
        }

        return false;

        bool IsSameSentence() => matched.Count >= LeastMatchedOfAsk
            && matched.Count * 4 >= 3 * (
                Math.Max(matched[^1].Own - matched[0].Own, matched[^1].Theirs - matched[0].Theirs) + 1);
    }
}
