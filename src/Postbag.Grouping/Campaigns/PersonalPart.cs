using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>Which words of a letter are its writer's own, by today's template.</summary>
internal sealed class PersonalPart(Desk desk)
{
    /// <summary>Template words in a stretch shorter than this, own words on both sides, are the writer's own.</summary>
    private const int Island = 4;

    private readonly LetterTokens tokens = new();
    private readonly Alignment alignment = new();
    private readonly Aligner aligner = new(desk.Options, desk.Vocabulary);
    private readonly PolarityGuard polarity = new(desk.Options, desk.Vocabulary, desk.Choices);
    private readonly List<Edit> edits = [];
    private bool[] own = new bool[512];

    /// <summary>The words of a letter's body, its writer's own and the template's, as spans of its text, in order,
    /// never cutting a word.</summary>
    /// <param name="text">The letter as it came.</param>
    /// <param name="cluster">Its campaign; without one the whole body is the writer's own.</param>
    public LetterSpans Of(string text, Cluster? cluster)
    {
        Mark(text, cluster);
        var spans = Spans(own: true);
        if (tokens.CutAt >= 0 && tokens.CutAt < text.Length)
        {
            // What was not read is shown rather than hidden.
            spans.Add(new Span(tokens.CutAt, text.Length - tokens.CutAt));
        }

        return new LetterSpans(spans, cluster is null ? [] : Spans(own: false));
    }

    private void Mark(string text, Cluster? cluster)
    {
        desk.Reader.Read(text, tokens);
        if (own.Length < tokens.Count)
        {
            own = new bool[tokens.Count * 2];
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            own[i] = tokens.Ids[i] != LetterTokens.Break;
        }

        if (cluster is not null)
        {
            aligner.Align(tokens, cluster.Template, alignment);
            for (var i = 0; i < tokens.Count; i++)
            {
                own[i] &= alignment.Places[i] < 0 || !cluster.Template.IsLive(alignment.Places[i]);
            }

            DropFormulae();

            DropSlips();
            TakeIslands();
            ShowTurns(cluster);
        }
    }

    /// <summary>"Thank you for your time" is nobody's own, wherever a letter puts it.</summary>
    private void DropFormulae()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Shingles[i] != 0 && desk.Stock.IsFormula(tokens.Shingles[i]))
            {
                Array.Clear(own, i, desk.Options.ShingleWords);
            }
        }
    }

    /// <summary>A word or two that stand in no place of the template's are a slip or a name.</summary>
    private void DropSlips()
    {
        for (var i = 0; i < tokens.Count;)
        {
            if (!own[i])
            {
                i++;
                continue;
            }

            var (start, words) = (i, 0);
            while (i < tokens.Count && own[i])
            {
                words += (desk.Vocabulary.ClassOf(tokens.Ids[i]) & WordClass.Number) == WordClass.None ? 1 : 0;
                i++;
            }

            // Bare numbers are the marks of footnotes.
            if (words < Measures.OwnRun)
            {
                Array.Clear(own, start, i - start);
            }
        }
    }

    /// <summary>However few words turn the ask round, they are what has to be seen.</summary>
    private void ShowTurns(Cluster cluster)
    {
        Edits.Of(tokens, alignment, edits);
        foreach (var edit in polarity.Turning(tokens, cluster.Template, cluster, alignment, edits))
        {
            for (var i = edit.From; i < edit.End; i++)
            {
                own[i] = tokens.Ids[i] != LetterTokens.Break;
            }
        }
    }

    private void TakeIslands()
    {
        for (var i = 1; i < tokens.Count; i++)
        {
            if (own[i] || !own[i - 1])
            {
                continue;
            }

            var end = i;
            while (end < tokens.Count && !own[end] && tokens.Ids[end] != LetterTokens.Break)
            {
                end++;
            }

            if (end < tokens.Count && own[end] && end - i < Island)
            {
                Array.Fill(own, true, i, end - i);
            }

            i = end;
        }
    }

    private List<Span> Spans(bool own)
    {
        var spans = new List<Span>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsWanted(i))
            {
                continue;
            }

            var start = i;
            while (i + 1 < tokens.Count && IsWanted(i + 1))
            {
                i++;
            }

            spans.Add(new Span(tokens.Starts[start], tokens.Ends[i] - tokens.Starts[start]));
        }

        return spans;

        bool IsWanted(int i) => this.own[i] == own && tokens.Ids[i] != LetterTokens.Break;
    }
}
