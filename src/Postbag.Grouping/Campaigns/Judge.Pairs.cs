using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <content>When two letters found a campaign.</content>
internal sealed partial class Judge
{
    /// <summary>Two letters that have a sentence of so many words in common, and one of them little besides, may have
    /// it from a newspaper. They make a pair only if it is a fair share of the other one too.</summary>
    private const double OneSentence = 30;

    private const double SameLetter = 0.2;

    /// <summary>Of a few words that turn an ask one may be misspelt.</summary>
    private const double HalfOfIt = 0.5;

    private Verdict? TryPair(LetterTokens letter, int self, Fit? like)
    {
        candidates.FindSingles(letter, self);
        Fit? best = null;
        foreach (var (single, _) in candidates.FoundSingles)
        {
            if (ledger[single].Sender == ledger[self].Sender || ledger[single].Tokens == 0
                || ledger[single].Pinned != 0)
            {
                continue;
            }

            var fit = FitTo(letter, single);
            fits.Add(fit);
            if ((best is null || fit.Measures.Evidence > best.Measures.Evidence) && MakesPair(letter, fit, like)
                && !Turns(letter, fit))
            {
                best = fit;
            }
        }

        return best is null ? null : new Verdict(LetterState.Pair, like?.Cluster, best.Single, best);
    }

    private bool MakesPair(LetterTokens letter, Fit fit, Fit? like)
    {
        if (letter.BodyWords < options.ShortLetterWords)
        {
            return IsSameShortLetter(letter, fit);
        }

        var m = fit.Measures;
        var ofLetter = ShareOfLetter(letter, m);
        var (least, most) = (Math.Min(ofLetter, m.ShareOfTemplate), Math.Max(ofLetter, m.ShareOfTemplate));
        if (like is not null && least < 0.6)
        {
            // Two letters that are like a campaign share its text already: to found another they need more than that.
            return m.Evidence >= like.Measures.Evidence + 20 && most >= 0.75;
        }

        if (least < SameLetter && m.Evidence < OneSentence)
        {
            return false;
        }

        return (least >= 0.85 && m.Run >= 14)
            || (m.Evidence >= 18 && m.Run >= 12
                && (most >= 0.75 || (most >= 0.55 && (least >= 0.5 || m.Evidence >= 60))
                    || (m.Evidence >= 90 && m.Run >= 40)));
    }

    /// <summary>Two letters that turn a campaign's ask round alike are a pair that says so; two that have another ask,
    /// word for word, in the place of its are the first of a sibling.</summary>
    private Verdict? Contradicting(LetterTokens letter, Verdict? pair, Fit like)
    {
        if (pair is not { } verdict || !like.Turns)
        {
            return pair;
        }

        if (like.TurnsByList)
        {
            return polarity.Turning(letter, like.Template, like.Cluster, like.Alignment, like.Edits, listedOnly: true)
                .Any(edit => HasToo(verdict.Fit!, edit, HalfOfIt)) ? verdict with { Contradicts = true } : null;
        }

        return like.Edits.Exists(edit =>
            polarity.RewritesAsk(letter, like.Template, edit) && HasToo(verdict.Fit!, edit, NearlyAll)) ? pair : null;
    }

    /// <summary>Whether the other letter has the words of an edit too. Two who turn an ask each in words of their own
    /// have only the campaign's text in common: as a pair they would look like a part of it, and be taken in.</summary>
    private static bool HasToo(Fit pair, in Edit edit, double share)
    {
        var shared = 0;
        for (var i = edit.From; i < edit.End; i++)
        {
            shared += pair.Alignment.Places[i] >= 0 ? 1 : 0;
        }

        return shared >= share * edit.Inserted;
    }
}
