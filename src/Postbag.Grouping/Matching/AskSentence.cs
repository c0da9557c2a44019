using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Where a template asks for something. Elsewhere people put things in their own words; in the ask four changed words
/// that several people share are another ask.
/// </summary>
internal sealed class AskSentence(Vocabulary vocabulary)
{
    private const int Before = 12;
    private const int Behind = 6;
    private const int ChangedWords = 4;

    /// <summary>More than this is a paragraph left out or put in, and a word or two for a line is no other ask either.</summary>
    private const int Sentence = 25;

    /// <summary>Whether an edit puts other words into an ask.</summary>
    /// <param name="edit">The edit; bare insertions and deletions change no ask.</param>
    /// <param name="template">What is edited.</param>
    /// <param name="removed">How many words of the edit's the campaign really has.</param>
    public bool IsChanged(in Edit edit, Template template, int removed)
    {
        if (edit.Moved || edit.Inserted == 0 || removed == 0 || edit.Inserted + removed < ChangedWords
            || Math.Max(edit.Inserted, removed) > Sentence || edit.Inserted * 4 < removed || removed * 4 < edit.Inserted)
        {
            return false;
        }

        for (var t = Math.Max(0, edit.TemplateFrom - Before); t < Math.Min(template.Count, edit.TemplateEnd + Behind); t++)
        {
            if ((vocabulary.ClassOf(template.Ids[t]) & (WordClass.Ask | WordClass.Request)) != WordClass.None && template.IsLive(t))
            {
                return true;
            }
        }

        return false;
    }
}
