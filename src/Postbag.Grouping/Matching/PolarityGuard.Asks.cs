using Postbag.Grouping.Campaigns;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <content>Asks changed by words that no list has, in letters that change nothing else.</content>
internal sealed partial class PolarityGuard
{
    /// <summary>How far behind the asking, and how far before it, words are still part of the ask.</summary>
    private const int WordsBehindAsking = 12;
    private const int WordsBeforeAsking = 6;

    /// <summary>"Hold the line against" for "hold the door open for" is one change in two places.</summary>
    private const int WordsOfOneChange = 10;

    /// <summary>So many of the template's words beside a change show that it is the template's sentence.</summary>
    private const int WordsOfAnchor = 3;

    /// <summary>How far a word may have moved inside a sentence.</summary>
    private const int WordsMoved = 6;

    /// <summary>"Will you", "can I ask you to raise".</summary>
    private const int WordsToWhoIsAsked = 2;

    /// <summary>"Vote for an end to": so many words of an ask have others in their place, and a remark that takes sides
    /// may follow them.</summary>
    private const int WordsReplaced = 6;
    private const int WordsInPlace = 30;

    /// <summary>Fifteen letters in a hundred that have another word there, and it is a word that people choose for
    /// themselves.</summary>
    private const double NearlyEverybody = 0.85;

    private const WordClass TellsNothing =
        WordClass.Short | WordClass.Filler | WordClass.Ask | WordClass.Number | WordClass.Setting | WordClass.Negation;

    /// <summary>
    /// Whether an edit puts other words into an ask, or takes some out, that are no slip, no filler, no number and no
    /// other word for asking, where nearly all letters have the template's: where several have others, they are
    /// synonyms, or a sibling that is found otherwise. What such words mean no list knows, and so a person looks at
    /// them: that costs seconds, and an opponent counted as a supporter costs more.
    /// </summary>
    private bool AltersAsk(LetterTokens letter, Template template, in Edit edit)
    {
        var put = letter.Ids.AsSpan(edit.From..edit.End);
        var taken = template.Ids.AsSpan(edit.TemplateFrom..edit.TemplateEnd);
        if (!options.GuardPolarity || edit.Moved || edit.Removed > WordsReplaced
            || edit.Inserted > (edit.Removed > 0 ? WordsInPlace : WordsForAVerb)
            || (put.Length > WordsForAVerb && !TakesSides(put))
            || (taken.Length > WordsForAVerb && !TakesSides(taken))
            || (edit.ResumesAt < 0 && (edit.Inserted == 0 || edit.Removed == 0))
            || (edit.Removed == 0 && (edit.Inserted > BareWords || edit.From == 0))
            || put.Contains(LetterTokens.Break) || taken.Contains(LetterTokens.Break)
            || !IsWorded(letter, template, edit))
        {
            return false;
        }

        var own = Classes(letter.Ids, edit.From, edit.End, null, taken);
        var theirs = Classes(template.Ids, edit.TemplateFrom, edit.TemplateEnd, template, put);
        var isPutOtherwise = own.Has(Stand) && theirs.Has(Stand) && own.IsAgainst == theirs.IsAgainst;

        // Only words of the first writer's are gone: others have put something else there too.
        var isNobodys = edit.Removed > 0 && template.CountLive(edit.TemplateFrom, edit.TemplateEnd) == 0;
        return !isPutOtherwise && !isNobodys && !own.Has(WordClass.Number) && !theirs.Has(WordClass.Number)
            && IsSettled(template, edit) && IsAskedAround(template, edit)
            && !LooksLike(letter, template, edit) && !choices.IsKnown(put, taken, vocabulary);
    }

    /// <summary>Learns which words a letter puts for its campaign's where nothing is asked for.</summary>
    public void NoteChoices(LetterTokens letter, Template template, List<Edit> edits, ulong sender)
    {
        foreach (var edit in edits)
        {
            if (!edit.Moved && edit.ResumesAt >= 0 && edit.Inserted is > 0 and <= OneWritersWords
                && edit.Removed <= OneWritersWords
                && IsSettled(template, edit) && IsWorded(letter, template, edit)
                && !IsAskedAround(template, edit, withItself: false)
                && !LooksLike(letter, template, edit) && !TakesAStand(letter, template, edit))
            {
                choices.Note(
                    letter.Ids.AsSpan(edit.From..edit.End), template.Ids.AsSpan(edit.TemplateFrom..edit.TemplateEnd),
                    vocabulary, sender);
            }
        }
    }

    /// <summary>An ask without "please" may not be known for one: its verbs are learnt nowhere.</summary>
    private bool TakesAStand(LetterTokens letter, Template template, in Edit edit) =>
        TakesAStand(letter.Ids, edit.From, edit.End)
        || TakesAStand(template.Ids, edit.TemplateFrom, edit.TemplateEnd, template);

    /// <summary>Whether some word of a stretch is for something, against it, or turns what is said.</summary>
    /// <param name="ids">The words of a letter, or of a template.</param>
    /// <param name="from">The first word of the stretch.</param>
    /// <param name="end">Behind its last.</param>
    /// <param name="template">Given, words that nobody but the first writer has are left out.</param>
    public bool TakesAStand(int[] ids, int from, int end, Template? template = null) =>
        Classes(ids, from, end, template).Has(WordClasses.Turning);

    /// <summary>Whether some word of an edit says something: more than "the", "very" and "therefore", or
    /// "minister".</summary>
    private bool IsWorded(LetterTokens letter, Template template, in Edit edit)
    {
        // "The fund for our harbour" for "the harbour fund": a word that stands close by was only moved.
        var own = Around(letter.Ids, letter.Count, edit.From, edit.End);
        var theirs = Around(template.Ids, template.Count, edit.TemplateFrom, edit.TemplateEnd);
        foreach (var word in letter.Ids.AsSpan(edit.From..edit.End))
        {
            if (IsTelling(word) && !theirs.Contains(word))
            {
                return true;
            }
        }

        for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
        {
            if (template.IsLive(t) && IsTelling(template.Ids[t]) && !own.Contains(template.Ids[t]))
            {
                return true;
            }
        }

        return false;

        static ReadOnlySpan<int> Around(int[] ids, int count, int from, int end) =>
            ids.AsSpan(Math.Max(0, from - WordsMoved)..Math.Min(count, end + WordsMoved));
    }

    private bool IsTelling(int word) =>
        word != LetterTokens.Break && (vocabulary.ClassOf(word) & TellsNothing) == WordClass.None;

    /// <summary>Whether nearly everybody has the words that an edit takes out, as many as have those around
    /// them.</summary>
    private bool IsSettled(Template template, in Edit edit)
    {
        if (template.Aligned < KnownLetters)
        {
            return false;
        }

        var around = int.MaxValue;
        foreach (var beside in (ReadOnlySpan<int>)[edit.TemplateFrom - 1, edit.TemplateEnd])
        {
            if (beside >= 0 && beside < template.Count && template.IsLive(beside))
            {
                around = Math.Min(around, template.Support[beside]);
            }
        }

        var least = around;
        for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
        {
            least = template.IsLive(t) ? Math.Min(least, template.Support[t]) : least;
        }

        // The letter itself may be one of those that are counted. Between words that few have stands a name.
        return around != int.MaxValue && around >= options.CoreShare * template.Aligned
            && least + 1 >= NearlyEverybody * around;
    }

    /// <summary>Whether something is asked for around a place, or somebody takes a stand, in the same
    /// paragraph.</summary>
    /// <param name="template">The template.</param>
    /// <param name="edit">The place.</param>
    /// <param name="withItself">What is taken out there counts too.</param>
    private bool IsAskedAround(Template template, in Edit edit, bool withItself = true)
    {
        if (StandsBehindAsking(template, edit.TemplateFrom, WordsBehindAsking))
        {
            return true;
        }

        var end = Math.Min(template.Count, edit.TemplateEnd + WordsBeforeAsking);
        for (var t = withItself ? edit.TemplateFrom : edit.TemplateEnd;
            t < end && template.Ids[t] != LetterTokens.Break; t++)
        {
            if (AsksAt(template, t))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of so many words before a place, in its paragraph, asks for something.</summary>
    private bool StandsBehindAsking(Template template, int at, int words)
    {
        for (var t = at - 1; t >= Math.Max(0, at - words) && template.Ids[t] != LetterTokens.Break; t--)
        {
            if (AsksAt(template, t))
            {
                return true;
            }
        }

        return false;
    }

    private bool AsksAt(Template template, int at) => template.IsLive(at)
        && ((vocabulary.ClassOf(template.Ids[at]) & WordClass.Ask) != WordClass.None || IsRequest(template, at));

    /// <summary>"Will you", "could you please", "I would ask that you raise": whoever is to do it stands close by.
    /// "Which would share" asks for nothing.</summary>
    private bool IsRequest(Template template, int at) =>
        (vocabulary.ClassOf(template.Ids[at]) & WordClass.Request) != WordClass.None
        && IsAddressedNear(template.Ids.AsSpan(0, template.Count), at, WordsToWhoIsAsked);

    /// <summary>Whether "you" stands within so many words of a place, on either side.</summary>
    private bool IsAddressedNear(ReadOnlySpan<int> words, int at, int reach)
    {
        foreach (var word in words[Math.Max(0, at - reach)..Math.Min(words.Length, at + reach + 1)])
        {
            if ((vocabulary.ClassOf(word) & WordClass.Asked) != WordClass.None)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the last edits read change no other place: whoever writes in words of their own does so in
    /// many, whoever is of another mind leaves the rest as it was.</summary>
    private bool ChangesNothingElse(LetterTokens letter, Template template, Cluster? cluster, in Edit edit)
    {
        foreach (var other in live)
        {
            // Between paragraphs that were taken out and put in a few words agree by chance.
            var isLarge = other.Moved || other.Inserted > options.FlipWords || other.Removed > options.FlipWords;
            if (isLarge && other != edit && other.From < edit.End + WordsOfAnchor
                && edit.From < other.End + WordsOfAnchor)
            {
                return false;
            }

            var isNear = other.TemplateFrom < edit.TemplateEnd + WordsOfOneChange
                && edit.TemplateFrom < other.TemplateEnd + WordsOfOneChange;
            if (!isNear && !other.Moved && other.Inserted <= WordsForAVerb && other.Removed <= WordsForAVerb
                && other.Inserted > 0
                && IsWorded(letter, template, other) && !IsSlot(cluster, other) && !LooksLike(letter, template, other))
            {
                return false;
            }
        }

        return true;
    }
}
