using Postbag.Grouping.Campaigns;
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

    /// <summary>Up to this many words of the first writer's alone are the counterpart of what others have in their place.</summary>
    private const int OneWritersWords = 3;

    /// <summary>How much of a sentence is looked at where a paragraph before it was cut.</summary>
    private const int WordsBeforeGoingOn = 3;

    /// <summary>Longer stretches of one's own are a paragraph, not a sentence put otherwise.</summary>
    private const int LongestSentence = 40;

    /// <summary>A template that this many letters made is known well enough for a word of the first one's to be its own.</summary>
    private const int KnownLetters = 3;

    private readonly List<Edit> live = [];

    /// <summary>
    /// The edits of a letter that turn the ask round: those that <paramref name="edits"/> has, and those by which the
    /// campaign's first writer departs from all the others.
    /// </summary>
    public IEnumerable<Edit> Turning(LetterTokens letter, Template template, Cluster? cluster, Alignment alignment, List<Edit> edits)
    {
        foreach (var edit in edits)
        {
            if (Turns(letter, template, edit, IsSlot(cluster, edit)) || TurnsElsewhere(letter, template, alignment, edit))
            {
                yield return edit;
            }
        }

        if (!options.GuardPolarity || template.Aligned < 2)
        {
            yield break;
        }

        Edits.Of(letter, alignment, live, template);
        for (var i = 0; i < live.Count; i++)
        {
            var isKnown = template.Aligned >= KnownLetters || IsNobodys(template, alignment, live[i]);
            if (isKnown && (live.Count != edits.Count || live[i] != edits[i])
                && Turns(letter, template, live[i], IsSlot(cluster, live[i])))
            {
                yield return live[i];
            }
        }
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
        if (!options.GuardPolarity || edit.Inserted > options.FlipWords)
        {
            return false;
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
        if ((own.Count == 0 && theirs.Count > BareWords) || (isBare && own.Count > BareWords) || own.Count + theirs.Count == 0)
        {
            return false;
        }

        return ((own.Negations ^ theirs.Negations ^ Slips(letter, template, edit)) & 1) != 0
            || Opposes(own, theirs);
    }

    /// <summary>
    /// A paragraph left out or moved, and a few words put in its place: the last ones stand for what came just before
    /// the letter goes on, "I am writing to support" for "… I am writing to oppose".
    /// </summary>
    private bool TurnsBehindCut(LetterTokens letter, Template template, in Edit edit)
    {
        var from = edit.ResumesAt;
        for (var words = 0; words < WordsBeforeGoingOn && from > 0 && template.Ids[from - 1] != LetterTokens.Break; from--)
        {
            words += template.IsLive(from - 1) ? 1 : 0;
        }

        var own = Classes(letter.Ids, Math.Max(edit.From, edit.End - WordsBeforeGoingOn), edit.End, null);
        var theirs = Classes(template.Ids, from, edit.ResumesAt, template);
        return Opposes(own, theirs)
            || ((own.Negations & 1) != 0 && theirs.Negations == 0 && theirs.Has(For | WordClass.Oppose));
    }

    /// <summary>
    /// A sentence of the template's that stands elsewhere in the letter, too short and too much changed to be laid beside
    /// its place: what it has and its place has not, and the other way round, is the edit.
    /// </summary>
    private bool TurnsElsewhere(LetterTokens letter, Template template, Alignment alignment, in Edit edit)
    {
        if (!options.GuardPolarity || edit.Inserted <= options.FlipWords || edit.Inserted > LongestSentence)
        {
            return false;
        }

        for (var i = edit.From; i + options.ShingleWords <= edit.End; i++)
        {
            var place = letter.Shingles[i] == 0 ? -1 : template.Find(letter.Shingles[i], edit.TemplateFrom);
            if (place < 0 || alignment.Covered[place])
            {
                continue;
            }

            var (from, end) = (place, place);
            while (from > 0 && place - from < i - edit.From + WordsBeforeGoingOn && IsOpen(from - 1))
            {
                from--;
            }

            while (end < template.Count && end - place < edit.End - i + WordsBeforeGoingOn && IsOpen(end))
            {
                end++;
            }

            var own = Classes(letter.Ids, edit.From, edit.End, null, template.Ids.AsSpan(from..end));
            var theirs = Classes(template.Ids, from, end, template, letter.Ids.AsSpan(edit.From, edit.Inserted));
            return own.Count <= options.FlipWords && theirs.Count <= options.FlipWords
                && (((own.Negations ^ theirs.Negations) & 1) != 0 || Opposes(own, theirs));
        }

        return false;

        bool IsOpen(int t) => !alignment.Covered[t] && template.Ids[t] != LetterTokens.Break;
    }

    private static bool Opposes(in Words own, in Words theirs) =>
        theirs.Count > 0 && own.Count > 0
        && ((own.IsAgainst && !theirs.IsAgainst && theirs.Has(For) && !own.Has(WordClass.Support))
            || (theirs.IsAgainst && !own.IsAgainst && own.Has(For) && !theirs.Has(WordClass.Support)));

    private static bool IsSlot(Cluster? cluster, in Edit edit) => cluster?.IsSlot(edit.TemplateFrom, edit.TemplateEnd) ?? false;

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

    /// <summary>What the words of a stretch say, those of <paramref name="except"/> left out.</summary>
    private Words Classes(int[] ids, int from, int end, Template? template, ReadOnlySpan<int> except = default)
    {
        var classes = WordClass.None;
        var (negations, words) = (0, 0);
        for (var i = from; i < end; i++)
        {
            if (ids[i] == LetterTokens.Break || (template is not null && !template.IsLive(i)) || except.Contains(ids[i]))
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
