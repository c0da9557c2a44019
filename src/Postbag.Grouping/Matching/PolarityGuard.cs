using Postbag.Grouping.Campaigns;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Whether an edit turns what is asked for round. A letter that does is never absorbed: it is the one letter in a
/// thousand that a representative must not answer with the campaign's reply.
/// </summary>
internal sealed partial class PolarityGuard(GroupingOptions options, Vocabulary vocabulary, WordChoices choices)
{
    private const WordClass For = WordClass.Support | WordClass.Ask;
    private const WordClass Stand = WordClass.Support | WordClass.Oppose;

    /// <summary>Words put in or left out without a counterpart: up to this many are part of a sentence, more are a
    /// remark.</summary>
    private const int BareWords = 2;

    /// <summary>Up to this many words of the first writer's alone are the counterpart of what others have in their
    /// place.</summary>
    private const int OneWritersWords = 3;

    /// <summary>How much of a sentence is looked at where a paragraph before it was cut.</summary>
    private const int WordsBeforeGoingOn = 3;

    /// <summary>Longer stretches of one's own are a paragraph, not a sentence put otherwise.</summary>
    private const int LongestSentence = 40;

    /// <summary>A template that this many letters made is known well enough for a word of the first one's to be its
    /// own.</summary>
    private const int KnownLetters = 3;

    private readonly List<Edit> live = [];

    /// <summary>
    /// The edits of a letter that turn the ask round: those that <paramref name="edits"/> has, and those by which the
    /// campaign's first writer departs from all the others.
    /// </summary>
    /// <param name="letter">The letter.</param>
    /// <param name="template">What it edits.</param>
    /// <param name="cluster">Whose template that is; null for a single letter's.</param>
    /// <param name="alignment">How the two lie side by side.</param>
    /// <param name="edits">Where they differ.</param>
    /// <param name="listedOnly">Only those that some list knows, not every change to an ask.</param>
    public IEnumerable<Edit> Turning(
        LetterTokens letter, Template template, Cluster? cluster, Alignment alignment, List<Edit> edits,
        bool listedOnly = false)
    {
        if (!options.GuardPolarity || (edits.Count == 0 && template.Aligned < 2))
        {
            yield break;
        }

        Edits.Of(letter, alignment, live, template);
        bool? isFaithful = null;
        foreach (var edit in edits)
        {
            if (TurnsAt(edit))
            {
                yield return edit;
            }
        }

        if (template.Aligned < 2)
        {
            yield break;
        }

        for (var i = 0; i < live.Count; i++)
        {
            var isKnown = template.Aligned >= KnownLetters || IsNobodys(template, alignment, live[i]);
            if (isKnown && (live.Count != edits.Count || live[i] != edits[i])
                && TurnsAt(live[i]))
            {
                yield return live[i];
            }
        }

        bool TurnsAt(in Edit edit) =>
            Turns(letter, template, edit, IsSlot(cluster, edit)) || TurnsElsewhere(letter, template, alignment, edit)
            || TurnsInSentence(letter, template, alignment, edit, Faithful, AltersFaithfully) || Disowns(letter, edit)
            || (!IsSlot(cluster, edit)
                && ((PutsUnknownStand(letter, template, edit) && Faithful()) || AltersFaithfully(edit)))
            || Distances(letter, template, edit) || (!listedOnly && RewritesAsk(letter, template, edit));

        bool Faithful() => isFaithful ??= IsFaithful(letter, template, cluster);

        bool AltersFaithfully(Edit edit) =>
            !listedOnly && AltersAsk(letter, template, edit)
                && ChangesNothingElse(letter, template, cluster, edit);
    }

    /// <summary>Words that the template kept from a letter that left it. Without this whoever left for turning the ask
    /// round would be taken back, as soon as too few letters are left to tell whose words they were.</summary>
    private static bool IsNobodys(Template template, Alignment alignment, in Edit edit)
    {
        for (var i = edit.From; i < edit.End; i++)
        {
            if (alignment.Places[i] >= 0 && template.Support[alignment.Places[i]] == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one edit turns the ask round.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="template">What it edits.</param>
    /// <param name="edit">The place.</param>
    /// <param name="isSlot">Everybody writes something else there, a name or a town, which says nothing.</param>
    public bool Turns(LetterTokens letter, Template template, in Edit edit, bool isSlot = false)
    {
        if (!options.GuardPolarity)
        {
            return false;
        }

        if (edit.Inserted > options.FlipWords)
        {
            return !isSlot && TurnsBesideStory(letter, template, edit);
        }

        if (edit.Moved || edit.Removed > options.FlipWords)
        {
            return edit.ResumesAt >= 0 && TurnsBehindCut(letter, template, edit);
        }

        if (isSlot)
        {
            return false;
        }

        var own = Classes(letter.Ids, edit.From, edit.End, null);
        var theirs = Classes(template.Ids, edit.TemplateFrom, edit.TemplateEnd, template);
        var isBare = theirs.Count == 0 && edit.Removed is 0 or > OneWritersWords;
        // "Under no circumstances", "on no account": put in or left out by itself, before what is to be done.
        var alone = isBare ? own : own.Count == 0 ? theirs : default;
        if (alone.Count == BareWords + 1 && (alone.Negations & 1) != 0 && edit.ResumesAt >= 0
            && SaysWhatToDo(template, edit.ResumesAt, 2))
        {
            return true;
        }

        if ((own.Count == 0 && theirs.Count > BareWords) || (isBare && own.Count > BareWords)
            || own.Count + theirs.Count == 0)
        {
            return false;
        }

        // "Isn't" for "is not" has as many: only where they differ may one of them be a slip.
        return (((own.Negations ^ theirs.Negations) & 1) != 0 && (Slips(letter, template, edit) & 1) == 0
            && !IsTorn(letter, template, edit, own, theirs))
            || Opposes(own, theirs)
            || (own.Count == 0 && RefusesSupport(theirs, template, edit))
            || (theirs.Count == 0 && RefusesSupport(own, template, edit));
    }

    /// <summary>"I urge you to <em>refuse to</em> support": a word against, put in or left out right before one that is
    /// for.</summary>
    private bool RefusesSupport(in Words words, Template template, in Edit edit)
    {
        if (edit.ResumesAt < 0 || !words.IsAgainst || words.Has(WordClass.Support) || words.Count > OneWritersWords)
        {
            return false;
        }

        for (int t = edit.ResumesAt, seen = 0; t < template.Count && seen < 2
            && template.Ids[t] != LetterTokens.Break; t++)
        {
            var kind = template.IsLive(t) ? vocabulary.ClassOf(template.Ids[t]) : WordClass.None;
            if ((kind & (WordClass.Support | WordClass.Short)) == WordClass.Support
                || (kind & WordClass.Ask) != WordClass.None)
            {
                return true;
            }

            seen += template.IsLive(t) ? 1 : 0;
        }

        return false;
    }

    private static bool Opposes(in Words own, in Words theirs) =>
        theirs.Count > 0 && own.Count > 0
        && ((own.IsAgainst && !theirs.IsAgainst && theirs.Has(For) && !own.Has(WordClass.Support))
            || (theirs.IsAgainst && !own.IsAgainst && own.Has(For) && !theirs.Has(WordClass.Support)));

    private static bool IsSlot(Cluster? cluster, in Edit edit) =>
        cluster?.IsSlot(edit.TemplateFrom, edit.TemplateEnd) ?? false;

    /// <summary>"nof" for "not" is a slip of the finger, not a change of mind: how many negations only look
    /// changed.</summary>
    private int Slips(LetterTokens letter, Template template, in Edit edit)
    {
        var slips = 0;
        for (var i = edit.From; i < edit.End; i++)
        {
            for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
            {
                var (own, theirs) = (IsNegation(letter.Ids[i]), IsNegation(template.Ids[t]));
                if (own != theirs && template.IsLive(t) && vocabulary.IsSlipOf(letter.Ids[i], template.Ids[t])
                    && !IsContraction(letter.Ids[i], template.Ids[t]))
                {
                    slips++;
                    break;
                }
            }
        }

        return slips;
    }

    /// <summary>"Would" and "wouldn't" are two words, however many letters they share.</summary>
    private bool IsContraction(int a, int b) =>
        WordClasses.AreContraction(vocabulary.HashOf(a), vocabulary.HashOf(b));

    /// <summary>"beenno" for "been no", "no body" for "nobody": words that ran together or were torn on the
    /// way.</summary>
    private bool IsTorn(LetterTokens letter, Template template, in Edit edit, in Words own, in Words theirs) =>
        (own.Count, theirs.Count) is (1, 2) or (2, 1)
        && (own.Count == 1 ? own.Negations : theirs.Negations) == 0
        && vocabulary.AreAlike(
            letter.Ids.AsSpan(edit.From..edit.End), template.Ids.AsSpan(edit.TemplateFrom..edit.TemplateEnd));

    private bool IsNegation(int id) => (vocabulary.ClassOf(id) & WordClass.Negation) != WordClass.None;

    /// <summary>What the words of a stretch say, those of <paramref name="except"/> left out.</summary>
    private Words Classes(int[] ids, int from, int end, Template? template, ReadOnlySpan<int> except = default)
    {
        var classes = WordClass.None;
        var (negations, words) = (0, 0);
        for (var i = from; i < end; i++)
        {
            if (ids[i] == LetterTokens.Break || (template is not null && !template.IsLive(i))
                || except.Contains(ids[i]))
            {
                continue;
            }

            words++;
            var kind = vocabulary.ClassOf(ids[i]);
            classes |= kind;
            negations += (kind & WordClass.Negation) != WordClass.None ? 1 : 0;
        }

        return new Words(classes, negations, words);
    }

    /// <summary>What a stretch of words says.</summary>
    private readonly record struct Words(WordClass Classes, int Negations, int Count)
    {
        public bool IsAgainst => Has(WordClass.Oppose);

        public bool Has(WordClass classes) => (Classes & classes) != WordClass.None;
    }
}
