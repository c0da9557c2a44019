using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <content>Asks turned round where more than a few words were put in or left out beside them.</content>
internal sealed partial class PolarityGuard
{
    /// <summary>
    /// A paragraph left out or moved, and a few words put in its place: the last ones stand for what came just before
    /// the letter goes on, "I am writing to support" for "… I am writing to oppose".
    /// </summary>
    private bool TurnsBehindCut(LetterTokens letter, Template template, in Edit edit)
    {
        var from = edit.ResumesAt;
        for (var words = 0; words < WordsBeforeGoingOn && from > 0
            && template.Ids[from - 1] != LetterTokens.Break; from--)
        {
            words += template.IsLive(from - 1) ? 1 : 0;
        }

        var own = Classes(letter.Ids, Math.Max(edit.From, edit.End - WordsBeforeGoingOn), edit.End, null);
        var theirs = Classes(template.Ids, from, edit.ResumesAt, template);
        return Opposes(own, theirs)
            || ((own.Negations & 1) != 0 && theirs.Negations == 0 && theirs.Has(For | WordClass.Oppose));
    }

    /// <summary>
    /// A sentence of the template's that stands elsewhere in the letter, too short and too much changed to be laid
    /// beside its place: what it has and its place has not, and the other way round, is the edit.
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

    /// <summary>
    /// A story right before or right behind an ask that was turned: of so many words only those beside the template's
    /// are looked at, as many as were left out there.
    /// </summary>
    private bool TurnsBesideStory(LetterTokens letter, Template template, in Edit edit)
    {
        if (edit.Moved || edit.ResumesAt < 0)
        {
            return false;
        }

        var theirs = Classes(template.Ids, edit.TemplateFrom, edit.TemplateEnd, template);
        if (theirs.Count == 0)
        {
            // "… for good. Please do not | vote": the negation belongs to what follows, if that begins no paragraph.
            return template.Ids[edit.ResumesAt - 1 < 0 ? 0 : edit.ResumesAt - 1] != LetterTokens.Break
                && IsNegation(letter.Ids[edit.End - 1]) && SaysWhatToDo(template, edit.ResumesAt, 3);
        }

        if (theirs.Count > options.FlipWords)
        {
            return false;
        }

        // One word against one word is plain; more have to be the same sentence, put otherwise.
        var width = theirs.Count == 1 ? 1 : theirs.Count + 2;
        return Turned(Math.Max(edit.From, edit.End - width), edit.End, edit)
            || Turned(edit.From, Math.Min(edit.End, edit.From + width), edit);

        bool Turned(int from, int end, in Edit edit)
        {
            var own = Classes(letter.Ids, from, end, null);
            return (Opposes(own, theirs) || (theirs.Count > 1 && ((own.Negations ^ theirs.Negations) & 1) != 0))
                && (theirs.Count == 1 || Shares(letter, from, end, template, edit));
        }
    }

    /// <summary>Whether the same words stand on both sides of an edit: then it is the same sentence, put
    /// otherwise.</summary>
    private bool Shares(LetterTokens letter, int from, int end, Template template, in Edit edit)
    {
        for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
        {
            if (template.IsLive(t) && (vocabulary.ClassOf(template.Ids[t]) & WordClass.Short) == WordClass.None
                && letter.Ids.AsSpan(from..end).Contains(template.Ids[t]))
            {
                return true;
            }
        }

        return false;
    }

    private bool SaysWhatToDo(Template template, int from, int words)
    {
        for (var t = from; t < Math.Min(template.Count, from + words); t++)
        {
            if ((vocabulary.ClassOf(template.Ids[t]) & (For | WordClass.Oppose | WordClass.Request)) != WordClass.None)
            {
                return true;
            }
        }

        return false;
    }
}
