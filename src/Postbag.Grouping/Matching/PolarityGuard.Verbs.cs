using Postbag.Grouping.Campaigns;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <content>Asks turned round by words that no list has.</content>
internal sealed partial class PolarityGuard
{
    /// <summary>"I demand that the new order for the harbour be adopted": how far behind the asking its verb may
    /// stand.</summary>
    private const int WordsOfAnAsk = 12;

    /// <summary>"stand in the way of" for "stand behind".</summary>
    private const int WordsForAVerb = 4;

    /// <summary>Whoever rewrites does so in many places; whoever turns an ask round leaves the rest as it
    /// was.</summary>
    private const int OtherRewordings = 2;

    /// <summary>
    /// "You must <em>tolerate</em> the order" for "you must ban the order": an ask's verb is gone, and what stands
    /// there is none of the list's. No list has every verb; a person can tell at a glance which it is.
    /// </summary>
    /// <param name="letter">The letter.</param>
    /// <param name="template">What it edits.</param>
    /// <param name="edit">The place.</param>
    /// <param name="eitherWay">Also a listed verb where the template has none: of two campaigns either may have come
    /// first.</param>
    public bool PutsUnknownStand(LetterTokens letter, Template template, in Edit edit, bool eitherWay = false)
    {
        if (!options.GuardPolarity || edit.Moved || edit.Inserted > options.FlipWords
            || edit.Removed > options.FlipWords)
        {
            return false;
        }

        var own = Classes(letter.Ids, edit.From, edit.End, null);
        var theirs = Classes(template.Ids, edit.TemplateFrom, edit.TemplateEnd, template);

        // Single letters are held for less; a campaign is divided only where it asks for something.
        if (own.Count is 0 or > WordsForAVerb || theirs.Count is 0 or > OneWritersWords
            || (eitherWay && !Asks(template, edit.TemplateFrom)) || own.Has(WordClass.Number)
            || theirs.Has(WordClass.Number)
            || (own.Has(Stand) && own.IsAgainst == theirs.IsAgainst && theirs.Has(Stand))
            || letter.Ids.AsSpan(edit.From..edit.End).Contains(LetterTokens.Break) || LooksLike(letter, template, edit))
        {
            return false;
        }

        for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
        {
            var kind = template.IsLive(t) ? vocabulary.ClassOf(template.Ids[t]) : WordClass.Short;
            var isVerb = ((kind & WordClass.Oppose) != WordClass.None
                || (kind & (Stand | WordClass.Short)) == WordClass.Support) && !IsThing(template, t);
            if (isVerb || ((kind & Stand) != WordClass.None && !own.Has(WordClass.Ask) && IsAskedBefore(template, t)))
            {
                return true;
            }
        }

        // "Ahead of" for "before" is a turn of phrase: what somebody is to do stands behind "to", "be", "we must".
        return (eitherWay || own.IsAgainst) && !theirs.Has(Stand) && edit.TemplateFrom > 0
            && (vocabulary.ClassOf(template.Ids[edit.TemplateFrom - 1]) & (
                WordClass.Short | WordClass.Ask | WordClass.Request)) != WordClass.None
            && !IsThing(template, edit.TemplateFrom)
            && HasVerb(letter.Ids.AsSpan(edit.From..edit.End));
    }

    private bool HasVerb(ReadOnlySpan<int> words)
    {
        foreach (var word in words)
        {
            var kind = vocabulary.ClassOf(word);
            if ((kind & WordClass.Oppose) != WordClass.None
                || (kind & (WordClass.Support | WordClass.Short)) == WordClass.Support)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether somebody is asked for something in the few words before a place, without a break.</summary>
    private bool Asks(Template template, int before)
    {
        for (var t = before - 1; t >= Math.Max(0, before - WordsOfAnAsk) && template.Ids[t] != LetterTokens.Break; t--)
        {
            if ((vocabulary.ClassOf(template.Ids[t]) & (
                WordClass.Ask | WordClass.Request | WordClass.Self)) != WordClass.None
                && template.IsLive(t))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"From the <em>end</em> of April": nobody is to end anything.</summary>
    private bool IsThing(Template template, int at) =>
        at > 0 && (vocabulary.ClassOf(template.Ids[at - 1]) & WordClass.Article) != WordClass.None;

    /// <summary>"Vote <em>for</em>": right behind the asking.</summary>
    private bool IsAskedBefore(Template template, int at) =>
        at > 0 && template.IsLive(at - 1)
            && (vocabulary.ClassOf(template.Ids[at - 1]) & WordClass.Ask) != WordClass.None;

    /// <summary>Whether what was put there is what stood there, misspelt, hyphenated or torn in two on the
    /// way.</summary>
    private bool LooksLike(LetterTokens letter, Template template, in Edit edit)
    {
        for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
        {
            for (var i = edit.From; i < edit.End; i++)
            {
                if (template.IsLive(t) && letter.Ids[i] != template.Ids[t]
                    && vocabulary.AreAlike(letter.Ids[i], template.Ids[t]))
                {
                    return true;
                }
            }
        }

        // "Block" and "unblock" are two words, however many letters they share.
        return edit.Inserted != edit.Removed
            && vocabulary.AreAlike(
                letter.Ids.AsSpan(edit.From..edit.End), template.Ids.AsSpan(edit.TemplateFrom..edit.TemplateEnd));
    }

    /// <summary>Whether the last edits read put other words for the template's in hardly more than one place.</summary>
    private bool IsFaithful(LetterTokens letter, Template template, Cluster? cluster)
    {
        var reworded = 0;
        foreach (var edit in live)
        {
            if (!edit.Moved && edit.Inserted is > 0 and <= OneWritersWords && edit.Removed is > 0 and <= OneWritersWords
                && !IsSlot(cluster, edit) && !LooksLike(letter, template, edit))
            {
                reworded++;
            }
        }

        return reworded <= OtherRewordings + 1;
    }
}
