using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>One letter of a campaign laid beside its template, for a revision.</summary>
internal sealed class MemberView
{
    private HashSet<ulong>? shingles;

    public MemberView(int letter, ulong sender, LetterTokens tokens, Alignment alignment, Template template)
    {
        (Letter, Sender, Body) = (letter, sender, tokens.PostscriptAt);
        Ids = tokens.Ids[..tokens.Count];
        Words = tokens.Words[..tokens.Count];
        Shingles = tokens.Shingles[..tokens.Count];
        Places = alignment.Places[..tokens.Count];
        Covered = alignment.Covered[..alignment.TemplateCount];
        Edits = [];
        Matching.Edits.Of(tokens, alignment, Edits);
        if (Edits.Count > 0 && Edits[^1] is { ResumesAt: < 0 } last)
        {
            // What the first writer added at the end is nobody's to leave out.
            var end = last.TemplateEnd;
            while (end > last.TemplateFrom && !template.IsLive(end - 1))
            {
                end--;
            }

            Edits[^1] = last with { TemplateEnd = end };
        }
    }

    public int Letter { get; }

    public ulong Sender { get; }

    /// <summary>How many of its words are body.</summary>
    public int Body { get; }

    public int[] Ids { get; }

    public ulong[] Words { get; }

    public ulong[] Shingles { get; }

    public int[] Places { get; }

    public bool[] Covered { get; }

    public List<Edit> Edits { get; }

    public bool HasShingle(ulong shingle) => (shingles ??= [.. Shingles]).Contains(shingle);

    /// <summary>The stretches of own words of at least this length.</summary>
    public IEnumerable<(int From, int End)> OwnRuns(int least)
    {
        for (var i = 0; i < Body;)
        {
            var start = i;
            while (i < Body && Places[i] < 0 && Ids[i] != LetterTokens.Break)
            {
                i++;
            }

            if (i - start >= least)
            {
                yield return (start, i);
            }

            i = Math.Max(i, start + 1);
        }
    }

    public ulong HashOf(in Edit edit)
    {
        var hash = Hashing.Combine((ulong)edit.TemplateFrom + 1, (ulong)edit.TemplateEnd);
        for (var i = edit.From; i < edit.End; i++)
        {
            hash = Hashing.Combine(hash, Words[i]);
        }

        return hash;
    }
}
