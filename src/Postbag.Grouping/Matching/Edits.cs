using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>A place where a letter departs from the template: what it has instead of what.</summary>
/// <param name="From">The first own word; equal to <paramref name="End"/> if words were only left out.</param>
/// <param name="End">Behind the last own word.</param>
/// <param name="TemplateFrom">The first word left out.</param>
/// <param name="TemplateEnd">Behind the last word left out.</param>
/// <param name="Moved">The template goes on elsewhere: what lies between is not replaced, only passed.</param>
/// <param name="ResumesAt">Where the template goes on; -1 at the end of the letter.</param>
internal readonly record struct Edit(int From, int End, int TemplateFrom, int TemplateEnd, bool Moved, int ResumesAt)
{
    public int Inserted => End - From;

    public int Removed => TemplateEnd - TemplateFrom;
}

/// <summary>Reads the edits off an alignment.</summary>
internal static class Edits
{
    /// <summary>The edits of the body, in the letter's order.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="alignment">How it lies beside the template.</param>
    /// <param name="edits">Where they are put.</param>
    /// <param name="template">Given, words that nobody but the first writer has are left out of it: they are edits
    /// too.</param>
    public static void Of(LetterTokens letter, Alignment alignment, List<Edit> edits, Template? template = null)
    {
        edits.Clear();
        var (lastLetter, lastTemplate) = (-1, -1);
        for (var i = 0; i < letter.PostscriptAt; i++)
        {
            var place = alignment.Places[i];
            if (place < 0 || (template is not null && !template.IsLive(place)))
            {
                continue;
            }

            var inserted = i - lastLetter - 1;
            var removed = place - lastTemplate - 1;
            if (inserted > 0 || removed != 0)
            {
                edits.Add(removed < 0
                    ? new Edit(lastLetter + 1, i, lastTemplate + 1, lastTemplate + 1, Moved: true, place)
                    : new Edit(lastLetter + 1, i, lastTemplate + 1, place, Moved: false, place));
            }

            (lastLetter, lastTemplate) = (i, place);
        }

        if (letter.PostscriptAt - lastLetter - 1 > 0 || alignment.TemplateCount - lastTemplate - 1 > 0)
        {
            edits.Add(new Edit(
                lastLetter + 1, letter.PostscriptAt, lastTemplate + 1, alignment.TemplateCount, Moved: lastLetter < 0,
                -1));
        }
    }
}
