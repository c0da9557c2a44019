using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Where a template asks for something. Elsewhere people put things in their own words; in the ask several changed
/// words that several people share are another ask.
/// </summary>
internal sealed class AskSentence(Vocabulary vocabulary)
{
    private const int Before = 12;
    private const int Behind = 6;
    private const int ChangedWords = 5;

    /// <summary>"the secretary of state" for "the minister", "so call for" for "therefore demand": where one side has a
    /// single word of weight it is put otherwise, and asks for nothing else.</summary>
    private const int WordsEitherSide = 2;

    /// <summary>"Vote instead for a licence that everyone pays into, with …" for "vote to keep it in": so many that a
    /// single one on the other side will do.</summary>
    private const int LineOfWords = 9;

    /// <summary>More than this is a paragraph left out or put in, and a word for half a line is no other ask
    /// either.</summary>
    private const int Sentence = 32;

    /// <summary>Whether an edit puts other words into an ask.</summary>
    /// <param name="letter">The words of whoever edits.</param>
    /// <param name="edit">The edit; bare insertions and deletions change no ask.</param>
    /// <param name="template">What is edited.</param>
    /// <param name="removed">How many words of the edit's the campaign really has.</param>
    public bool IsChanged(ReadOnlySpan<int> letter, in Edit edit, Template template, int removed)
    {
        if (edit.Moved || edit.Inserted == 0 || removed == 0 || Math.Max(edit.Inserted, removed) > Sentence)
        {
            return false;
        }

        var own = letter[edit.From..edit.End];
        var theirs = template.Ids.AsSpan(edit.TemplateFrom..edit.TemplateEnd);
        var (put, taken) = (Telling(own, theirs), Telling(theirs, own));
        var isEven = edit.Inserted * 4 >= removed && removed * 4 >= edit.Inserted;
        return (put + taken >= LineOfWords
                || (isEven && put + taken >= ChangedWords && Math.Min(put, taken) >= WordsEitherSide))
            && Math.Min(put, taken) > 0 && IsAsk(edit, template);
    }

    private bool IsAsk(in Edit edit, Template template)
    {
        for (var t = Math.Max(0, edit.TemplateFrom - Before); t < Math.Min(
            template.Count, edit.TemplateEnd + Behind); t++)
        {
            if ((vocabulary.ClassOf(template.Ids[t]) & (WordClass.Ask | WordClass.Request)) != WordClass.None
                && template.IsLive(t))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words that say what is asked for: not the small ones, not the asking itself, none the other side
    /// has.</summary>
    private int Telling(ReadOnlySpan<int> words, ReadOnlySpan<int> others)
    {
        var telling = 0;
        foreach (var word in words)
        {
            telling += word != LetterTokens.Break && !others.Contains(word)
                && (vocabulary.ClassOf(word) & (WordClass.Short | WordClass.Ask)) == WordClass.None ? 1 : 0;
        }

        return telling;
    }
}
