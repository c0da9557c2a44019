using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <content>Asks that are not changed in a word or two but put anew, by somebody who wants something else.</content>
internal sealed partial class PolarityGuard
{
    /// <summary>"I call upon you to": how far behind its beginning an ask may go on otherwise.</summary>
    private const int WordsOfABeginning = 8;

    /// <summary>More of what was left out is not one ask, and more of one's own is a story.</summary>
    private const int LongestAsk = 55;
    private const int LongestRewriting = 60;

    /// <summary>So many telling words have to be gone, and to stand in their place, for it to be another ask.</summary>
    private const int LeastGone = 3;
    private const int LeastPut = 2;

    /// <summary>Fewer letters that have a word than those that have the words around it make it no part of the
    /// ask.</summary>
    private const double MostHave = 0.6;

    /// <summary>"You will", "tell the minister that you": how near one another they stand.</summary>
    private const int WordsToAddressee = 3;

    /// <summary>
    /// "I call upon you to <em>keep sales going</em>" for "… demand an end to sales": an ask that begins as the template's
    /// does and goes on otherwise, or another ask in the place of the template's. Either may be a supporter's own
    /// wording; whoever reads it knows at a glance.
    /// </summary>
    public bool RewritesAsk(LetterTokens letter, Template template, in Edit edit)
    {
        if (edit.Moved || edit.Inserted is < LeastPut or > LongestRewriting || template.Aligned < KnownLetters
            || edit.Removed < LeastGone)
        {
            return false;
        }

        // At the end of a letter all is left out that stands behind it: only its own paragraph counts.
        var end = edit.TemplateFrom;
        while (end < edit.TemplateEnd && template.Ids[end] != LetterTokens.Break)
        {
            end++;
        }

        var around = SupportBeside(template, edit);
        if ((end < edit.TemplateEnd && edit.ResumesAt >= 0) || around < MostHave * template.Aligned)
        {
            return false;
        }

        var own = letter.Ids.AsSpan(edit.From..edit.End);
        var (gone, words, asks) = (0, 0, false);
        for (var t = edit.TemplateFrom; t < end; t++)
        {
            if (template.Support[t] >= MostHave * around)
            {
                words++;
                asks |= AsksAt(template, t);
                gone += IsTelling(template.Ids[t]) && !own.Contains(template.Ids[t]) ? 1 : 0;
            }
        }

        return gone >= LeastGone && words <= LongestAsk
            && Put(own, template.Ids.AsSpan(edit.TemplateFrom..end)) >= LeastPut
            && ((StandsBehindAsking(template, edit.TemplateFrom, WordsOfABeginning) && TakesSides(own))
                || (asks && AsksForIt(own)));
    }

    private static int SupportBeside(Template template, in Edit edit)
    {
        for (var t = edit.TemplateFrom - 1; t >= 0 && template.Ids[t] != LetterTokens.Break; t--)
        {
            if (template.IsLive(t))
            {
                return template.Support[t];
            }
        }

        return edit.ResumesAt >= 0 ? template.Support[edit.ResumesAt] : 0;
    }

    private int Put(ReadOnlySpan<int> own, ReadOnlySpan<int> theirs)
    {
        var put = 0;
        foreach (var word in own)
        {
            put += IsTelling(word) && !theirs.Contains(word) ? 1 : 0;
        }

        return put;
    }

    /// <summary>A name and an address take no side.</summary>
    private bool TakesSides(ReadOnlySpan<int> words)
    {
        const WordClass Sides = WordClass.Oppose | WordClass.Negation | WordClass.Denies | WordClass.Ask
            | WordClass.Request | WordClass.Disowns | WordClass.Contrary;
        foreach (var word in words)
        {
            var kind = vocabulary.ClassOf(word);
            if ((kind & Sides) != WordClass.None
                || (kind & (WordClass.Support | WordClass.Short)) == WordClass.Support)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether somebody's own words ask the representative for something: a story does not.</summary>
    public bool AsksForIt(ReadOnlySpan<int> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var kind = vocabulary.ClassOf(words[i]);
            // "Thank you for your time", "our needs": somebody's, and no asking.
            var isThing = i > 0
                && (vocabulary.ClassOf(words[i - 1]) & (WordClass.Whose | WordClass.Article)) != WordClass.None;
            if (isThing || (kind & (WordClass.Ask | WordClass.Request)) == WordClass.None)
            {
                continue;
            }

            // "Please raise", "kindly encourage" are addressed to whoever reads it; "I want" opens many a story.
            var isBidden = i > 0
                && (vocabulary.ClassOf(words[i - 1]) & (WordClass.Self | WordClass.Short)) == WordClass.Self;
            if ((kind & WordClass.Self) != WordClass.None || isBidden || IsAddressedNear(words, i, WordsToAddressee))
            {
                return true;
            }
        }

        return false;
    }
}
