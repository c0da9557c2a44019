using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>
/// Chooses between campaigns that share text. What counts is what one explains and the other doesn't; a letter that
/// both explain equally belongs to neither.
/// </summary>
internal sealed class Rivals(GroupingOptions options)
{
    /// <summary>Siblings may differ in a word or two: "support", "oppose".</summary>
    private const int OneWordAsk = 3;

    /// <summary>A letter that has the whole of one campaign's text is not kept from it by a turn of phrase, in its
    /// writer's own words, that another campaign has too.</summary>
    private const double Whole = 0.9;

    private const double Shred = 0.3;

    /// <summary>Ten times as many letters.</summary>
    private const int FewAgainst = 10;

    /// <summary>The fit that explains most; of equals the one that misses least, then the larger, then the older
    /// one.</summary>
    public Fit? Best(List<Fit> fits)
    {
        Fit? best = null;
        foreach (var fit in fits)
        {
            if (best is null || IsBetter(fit, best) || (!IsBetter(best, fit) && fit.Cluster!.Id < best.Cluster!.Id))
            {
                best = fit;
            }
        }

        return best;
    }

    /// <summary>Of two that explain as much the one that asks for the same; then the one with more evidence, fewer
    /// gaps.</summary>
    private static bool IsBetter(Fit a, Fit b)
    {
        var ahead = a.Measures.Evidence - b.Measures.Evidence;
        if (a.Turns != b.Turns && Math.Abs(ahead) <= OneWordAsk)
        {
            return b.Turns;
        }

        // What people split off by hand gets later letters only by words of its own.
        return Math.Abs(ahead) > 0.5 ? ahead > 0
            : a.Cluster!.IsByHand != b.Cluster!.IsByHand ? b.Cluster!.IsByHand
            : a.Measures.Missing != b.Measures.Missing ? a.Measures.Missing < b.Measures.Missing
            : a.Cluster!.Letters > b.Cluster!.Letters;
    }

    public bool Beats(Fit best, List<Fit> fits, LetterTokens letter, PhraseKind[] kinds)
    {
        if (!options.WeighRivals)
        {
            return true;
        }

        foreach (var rival in fits)
        {
            var isShred = best.Measures.ShareOfTemplate >= Whole && rival.Measures.ShareOfTemplate < Shred;
            if (rival != best && (best.Turns || !rival.Turns) && !isShred && !Beats(best, rival, letter, kinds))
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

        // A few who put another word into a large campaign's ask make no rival of it: whoever has its word is its own.
        if (ours < 2 && theirs < 2 && best.Cluster!.Letters >= FewAgainst * rival.Cluster!.Letters
            && best.Measures.Missing <= rival.Measures.Missing)
        {
            return true;
        }

        // Those who were kept out of a campaign for what each put beside its text have nothing in common but the text:
        // who says all that the larger one says, and nothing that the other says besides, is of the larger one.
        if (ours < 2 && theirs <= ours && best.Measures.Missing == 0 && best.Cluster!.Letters >= rival.Cluster!.Letters)
        {
            return true;
        }

        // A pair that nobody has confirmed yet is no rival for a campaign that explains as much.
        return ours < 2 && theirs < 2
            && (rival.Measures.Missing >= best.Measures.Missing + 5
                || (rival.Cluster!.IsByHand && !best.Cluster!.IsByHand));
    }
}
