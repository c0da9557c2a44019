using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>
/// Chooses between campaigns that share text. What counts is what one explains and the other doesn't; a letter that
/// both explain equally belongs to neither.
/// </summary>
internal sealed class Rivals(GroupingOptions options)
{
    /// <summary>The fit that explains most; of equals the one that misses least, then the older one.</summary>
    public Fit? Best(List<Fit> fits)
    {
        Fit? best = null;
        foreach (var fit in fits)
        {
            if (best is null || IsBetter(fit.Measures, best.Measures)
                || (!IsBetter(best.Measures, fit.Measures) && fit.Cluster!.Id < best.Cluster!.Id))
            {
                best = fit;
            }
        }

        return best;
    }

    private static bool IsBetter(Measures a, Measures b) =>
        Math.Abs(a.Evidence - b.Evidence) > 0.5 ? a.Evidence > b.Evidence : a.Missing < b.Missing;

    public bool Beats(Fit best, List<Fit> fits, LetterTokens letter, PhraseKind[] kinds)
    {
        if (!options.WeighRivals)
        {
            return true;
        }

        foreach (var rival in fits)
        {
            if (rival != best && !Beats(best, rival, letter, kinds))
            {
                return false;
            }
        }

        return true;
    }

    private bool Beats(Fit best, Fit rival, LetterTokens letter, PhraseKind[] kinds)
    {
        double ours = 0, theirs = 0;
        for (var i = 0; i < letter.PostscriptAt; i++)
        {
            if (best.Explained[i] == rival.Explained[i])
            {
                continue;
            }

            var weight = kinds[i] switch
            {
                PhraseKind.Telling => 1,
                PhraseKind.Common => options.CommonWeight,
                _ => 0,
            };
            if (best.Explained[i])
            {
                ours += weight;
            }
            else
            {
                theirs += weight;
            }
        }

        if (ours >= 2 && theirs <= ours / 3)
        {
            return true;
        }

        // A pair that nobody has confirmed yet is no rival for a campaign that explains as much.
        return ours < 2 && theirs < 2 && rival.Measures.Missing >= best.Measures.Missing + 5;
    }
}
