using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <content>Letters that are kept word for word, and disowned in a sentence beside them.</content>
internal sealed partial class PolarityGuard
{
    /// <summary>"Contrary to what most of those write who send you this campaign's letter": how far apart the two may be.</summary>
    private const int WordsOfDisowning = 6;

    /// <summary>"I do not myself, for a moment, believe": how far a "not" reaches.</summary>
    private const int ReachOfNot = 4;

    /// <summary>Who disowns says so before the letter or behind it; in the middle of a long story it is about something else.</summary>
    private const int WordsBesideTemplate = 20;

    /// <summary>"I do not agree with this:" and then the letter.</summary>
    private const int WordsOfAHeading = 14;

    /// <summary>
    /// "I cannot agree with the following", "unlike the campaign", "please ignore letters like this": the words of somebody who
    /// sends a letter on that isn't their own. Their own letters, and ours, are another matter: "I disagree with your letter".
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
