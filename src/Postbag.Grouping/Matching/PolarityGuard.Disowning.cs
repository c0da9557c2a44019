using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <content>Letters that are kept word for word, and disowned in a sentence beside them.</content>
internal sealed partial class PolarityGuard
{
    /// <summary>"Contrary to what most of those write who send you this campaign's letter": how far apart the two may
    /// be.</summary>
    private const int WordsOfDisowning = 6;

    /// <summary>"I do not myself, for a moment, believe": how far a "not" reaches.</summary>
    private const int ReachOfNot = 4;

    /// <summary>Who disowns says so before the letter or behind it; in the middle of a long story it is about something
    /// else.</summary>
    private const int WordsBesideTemplate = 20;

    /// <summary>"I do not agree with this:" and then the letter.</summary>
    private const int WordsOfAHeading = 18;

    /// <summary>Longer ones are a story, shorter ones a greeting.</summary>
    private const int LeastRemark = 3;
    private const int LongestRemark = 20;

    /// <summary>
    /// "I cannot agree with the following", "unlike the campaign", "please ignore letters like this": the words of
    /// somebody who sends a letter on that isn't their own. Their own letters, and ours, are another matter: "I
    /// disagree with your letter".
    /// </summary>
    public bool Disowns(LetterTokens letter, in Edit edit)
    {
        if (!options.GuardPolarity || edit.Inserted < 3)
        {
            return false;
        }

        for (var i = edit.From; i < edit.End; i++)
        {
            if (i - edit.From > WordsBesideTemplate && edit.End - i > WordsBesideTemplate)
            {
                i = edit.End - WordsBesideTemplate;
            }

            if (SaysOtherwise(letter.Ids, edit, i)
                && ((edit.From == 0 && edit.Inserted <= WordsOfAHeading) || Cites(letter.Ids, edit, i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A remark of a sentence or two before the letter or behind it, the letter itself left as it was, which speaks of
    /// what is sent and of somebody else, or against something: "Other people will send you this; I am on the other
    /// side." Whether its writer is one of them a person sees at a glance.
    /// </summary>
    public bool Distances(LetterTokens letter, Template template, in Edit edit)
    {
        var isBeside = edit.From == 0 || edit.ResumesAt < 0;
        if (!options.GuardPolarity || !isBeside || edit.Inserted is < LeastRemark or > LongestRemark
            || Classes(template.Ids, edit.TemplateFrom, edit.TemplateEnd, template).Count > 0)
        {
            return false;
        }

        const WordClass Against = WordClass.Negation | WordClass.Contrary | WordClass.Disowns | WordClass.Denies;
        var said = Classes(letter.Ids, edit.From, edit.End, null);
        return said.Has(Against | WordClass.Others)
            && (said.Has(Against) || !said.Has(WordClass.Support | WordClass.Holds))
            && PointsAtLetter(letter.Ids, edit);
    }

    /// <summary>"This", "these words", "the text below", but not "this winter" and not "your letter".</summary>
    private bool PointsAtLetter(int[] ids, in Edit edit)
    {
        for (var i = edit.From; i < edit.End; i++)
        {
            var kind = vocabulary.ClassOf(ids[i]);
            var next = i + 1 < edit.End ? vocabulary.ClassOf(ids[i + 1]) : WordClass.Short;
            var isOurs = i > edit.From && (vocabulary.ClassOf(ids[i - 1]) & WordClass.Whose) != WordClass.None;
            if (((kind & WordClass.Cites) != WordClass.None && !isOurs)
                || ((kind & WordClass.Points) != WordClass.None
                    && (ids[Math.Min(i + 1, edit.End - 1)] == LetterTokens.Break
                        || (next & (WordClass.Short | WordClass.Filler | WordClass.Cites)) != WordClass.None)))
            {
                return true;
            }
        }

        return false;
    }

    private bool SaysOtherwise(int[] ids, in Edit edit, int at)
    {
        var kind = vocabulary.ClassOf(ids[at]);
        if ((kind & WordClass.Contrary) != WordClass.None)
        {
            return true;
        }

        if ((kind & WordClass.Disowns) != WordClass.None)
        {
            return at == edit.From || Has(ids, edit, at, ReachOfNot, 0, WordClass.Self);
        }

        return (kind & WordClass.Holds) != WordClass.None
            && Has(ids, edit, at, ReachOfNot, 2, WordClass.Negation | WordClass.Denies)
            && (Has(ids, edit, at, ReachOfNot, 0, WordClass.Self) || at - edit.From <= 3);
    }

    private bool Has(int[] ids, in Edit edit, int at, int before, int behind, WordClass kinds)
    {
        for (var i = Math.Max(edit.From, at - before); i < Math.Min(edit.End, at + behind + 1); i++)
        {
            if (i != at && (vocabulary.ClassOf(ids[i]) & kinds) != WordClass.None)
            {
                return true;
            }
        }

        return false;
    }

    private bool Cites(int[] ids, in Edit edit, int at)
    {
        for (var i = Math.Max(edit.From, at - WordsOfDisowning); i < Math.Min(edit.End, at + WordsOfDisowning + 1); i++)
        {
            if ((vocabulary.ClassOf(ids[i]) & WordClass.Cites) != WordClass.None
                && (i == edit.From || (vocabulary.ClassOf(ids[i - 1]) & WordClass.Whose) == WordClass.None))
            {
                return true;
            }
        }

        return false;
    }
}
