using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Whether an edit turns what is asked for round. A letter that does is never absorbed: it is the one letter in a
/// thousand that a representative must not answer with the campaign's reply.
/// </summary>
internal sealed class PolarityGuard(GroupingOptions options, Vocabulary vocabulary)
{
    private const WordClass For = WordClass.Support | WordClass.Ask;

    /// <summary>Words put in or left out without a counterpart: up to this many are part of a sentence, more are a remark.</summary>
    private const int BareWords = 2;

    public bool Turns(LetterTokens letter, Template template, in Edit edit)
    {
        if (!options.GuardPolarity || edit.Moved || edit.Inserted > options.FlipWords || edit.Removed > options.FlipWords)
        {
            return false;
        }

        var (own, ownNegations, ownWords) = Classes(letter.Ids, edit.From, edit.End, null);
        var (theirs, negations, words) = Classes(template.Ids, edit.TemplateFrom, edit.TemplateEnd, template);
        if ((ownWords == 0 && words > BareWords) || (words == 0 && ownWords > BareWords) || ownWords + words == 0)
        {
            return false;
        }

        if (((ownNegations ^ negations ^ Slips(letter, template, edit)) & 1) != 0)
        {
            return true;
        }

        return words > 0 && ownWords > 0
            && ((Against(own) && !Against(theirs) && (theirs & For) != WordClass.None && (own & WordClass.Support) == WordClass.None)
                || (Against(theirs) && !Against(own) && (own & For) != WordClass.None && (theirs & WordClass.Support) == WordClass.None));
    }

    private static bool Against(WordClass classes) => (classes & WordClass.Oppose) != WordClass.None;

    /// <summary>"nof" for "not" is a slip of the finger, not a change of mind: how many negations only look changed.</summary>
    private int Slips(LetterTokens letter, Template template, in Edit edit)
    {
        var slips = 0;
        for (var i = edit.From; i < edit.End; i++)
        {
            for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
            {
                var (own, theirs) = (IsNegation(letter.Ids[i]), IsNegation(template.Ids[t]));
                if (own != theirs && template.IsLive(t) && vocabulary.IsSlipOf(letter.Ids[i], template.Ids[t]))
                {
                    slips++;
                    break;
                }
            }
        }

        return slips;
    }

    private bool IsNegation(int id) => (vocabulary.ClassOf(id) & WordClass.Negation) != WordClass.None;

    private (WordClass Classes, int Negations, int Words) Classes(int[] ids, int from, int end, Template? template)
    {
        var classes = WordClass.None;
        var (negations, words) = (0, 0);
        for (var i = from; i < end; i++)
        {
            if (ids[i] == LetterTokens.Break || (template is not null && !template.IsLive(i)))
            {
                continue;
            }

            words++;
            var kind = vocabulary.ClassOf(ids[i]);
            classes |= kind;
            negations += (kind & WordClass.Negation) != WordClass.None ? 1 : 0;
        }

        return (classes, negations, words);
    }
}
