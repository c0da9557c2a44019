using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>
/// What people taught by taking a letter out of a campaign: whoever writes later with the same words of their own is no
/// member either. A plain copy that was taken out teaches nothing, because it says what all of them say.
/// </summary>
internal sealed class TakenOut(Pins pins, TokenStore store, Ledger ledger)
{
    /// <summary>Runs of five words that both have as their own, eight words on end: less is a turn of phrase.</summary>
    private const int SharedRuns = 4;

    /// <summary>Of a campaign from which people took more letters than this only the last ones teach: each is read
    /// again for every later letter that has words of its own.</summary>
    private const int MostTeaching = 32;

    private readonly LetterTokens other = new();

    /// <summary>Whether a letter has the own words of one that was taken out of the cluster it would join.</summary>
    public bool HasLike(LetterTokens letter, int self, Fit fit)
    {
        if (fit.Measures.OwnWords < SharedRuns + 4)
        {
            return false;
        }

        foreach (var taken in pins.TakenOutOf(fit.Cluster!.Id).TakeLast(MostTeaching))
        {
            if (taken != self && ledger[taken].Tokens != 0 && Shared(letter, fit, taken) >= SharedRuns)
            {
                return true;
            }
        }

        return false;
    }

    private int Shared(LetterTokens letter, Fit fit, int taken)
    {
        store.Read(ledger[taken].Tokens, other);
        var runs = other.Shingles.AsSpan(0, other.PostscriptAt).ToArray().ToHashSet();
        var shared = 0;
        for (var i = 0; i < letter.PostscriptAt; i++)
        {
            shared += letter.Shingles[i] != 0 && !fit.Explained[i] && runs.Contains(letter.Shingles[i]) ? 1 : 0;
        }

        return shared;
    }
}
