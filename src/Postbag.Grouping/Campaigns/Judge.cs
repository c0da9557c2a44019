using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>Decides where a letter belongs. Reads everything, changes nothing.</summary>
internal sealed partial class Judge(
    GroupingOptions options, Vocabulary vocabulary, Candidates candidates, PhraseWeights weights, TokenStore store,
    Ledger ledger, Clusters clusters, Pins pins, WordChoices choices)
{
    private readonly Aligner aligner = new(options, vocabulary);
    private readonly PolarityGuard polarity = new(options, vocabulary, choices);
    private readonly Rivals rivals = new(options);
    private readonly TakenOut takenOut = new(pins, store, ledger);
    private readonly LetterTokens other = new();
    private readonly List<Fit> pool = [];
    private readonly List<Fit> fits = [];
    private PhraseKind[] kinds = new PhraseKind[512];
    private bool isWeighed;

    /// <summary>A letter that says little but what a campaign says, and turns its ask, is about that
    /// campaign.</summary>
    private const double LittleElse = 0.8;

    /// <summary>The verdict on a letter.</summary>
    /// <param name="letter">Its words.</param>
    /// <param name="self">Its number.</param>
    /// <param name="isSettling">Nothing more is expected: what is like a campaign and repeated nowhere joins
    /// it.</param>
    public Verdict On(LetterTokens letter, int self, bool isSettling = false)
    {
        fits.Clear();
        isWeighed = false;
        candidates.FindClusters(letter);
        if (options.FastPath && TryCopy(letter) is { } copy)
        {
            return new Verdict(LetterState.Copy, copy.Cluster, -1, copy);
        }

        foreach (var (id, hits) in candidates.Found)
        {
            if ((hits >= 2 || candidates.LookedUp < 8) && !fits.Exists(fit => fit.Cluster?.Id == id)
                && !pins.KeepsOut(self, id))
            {
                fits.Add(FitTo(letter, clusters[id]));
            }
        }

        var best = rivals.Best(fits);
        if (best is not null && Joins(letter, best, isSettling) && rivals.Beats(best, fits, letter, kinds))
        {
            if (!best.Turns && takenOut.HasLike(letter, self, best))
            {
                return new Verdict(LetterState.Like, best.Cluster, -1, best);
            }

            return best.Turns
                ? Contradicting(letter, TryPair(letter, self, best), best)
                ?? new Verdict(LetterState.Held, best.Cluster, -1, best)
                : new Verdict(LetterState.Member, best.Cluster, -1, best);
        }

        var isLike = best is not null && best.Measures.Evidence >= options.LikeEvidence
            && best.Measures.Run >= options.JoinEvidence;
        if (!isLike)
        {
            return TryPair(letter, self, null) ?? new Verdict(LetterState.Alone, null, -1, null);
        }

        var pair = TryPair(letter, self, best);
        if (ShareOfLetter(letter, best!.Measures) >= LittleElse)
        {
            pair = Contradicting(letter, pair, best);
        }

        return pair ?? new Verdict(best.Turns ? LetterState.Held : LetterState.Like, best.Cluster, -1, best);
    }

    /// <summary>How a letter fits a cluster; valid until the next verdict.</summary>
    public Fit FitTo(LetterTokens letter, Cluster cluster)
    {
        var fit = Take();
        (fit.Cluster, fit.Single, fit.Template) = (cluster, -1, cluster.Template);
        Measure(letter, fit);
        fit.Turns = Turns(letter, fit);
        fit.TurnsByList = fit.Turns && Turns(letter, fit, listedOnly: true);
        return fit;
    }

    /// <summary>How a letter fits one that stands alone. Whether it turns that one's ask is asked only where the two
    /// make a pair otherwise: most don't.</summary>
    private Fit FitTo(LetterTokens letter, int single)
    {
        var fit = Take();
        store.Read(ledger[single].Tokens, other);
        fit.Scratch.Become(other, options.ShingleWords);
        (fit.Cluster, fit.Single, fit.Template) = (null, single, fit.Scratch);
        (fit.Turns, fit.TurnsByList) = (false, false);
        return Measure(letter, fit);
    }

    private Fit Take()
    {
        if (fits.Count == pool.Count)
        {
            pool.Add(new Fit());
        }

        return pool[fits.Count];
    }

    private Fit Measure(LetterTokens letter, Fit fit)
    {
        if (!isWeighed)
        {
            weights.Weigh(letter, ref kinds);
            isWeighed = true;
        }

        if (fit.Explained.Length < letter.Count)
        {
            fit.Explained = new bool[letter.Count * 2];
        }

        aligner.Align(letter, fit.Template, fit.Alignment);
        fit.Measures = Measures.Of(letter, fit.Template, fit.Alignment, kinds, options, fit.Explained);
        Edits.Of(letter, fit.Alignment, fit.Edits);
        return fit;
    }

    /// <summary>Whether a letter turns the ask of what it was measured against.</summary>
    private bool Turns(LetterTokens letter, Fit fit, bool listedOnly = false) =>
        polarity.Turning(letter, fit.Template, fit.Cluster, fit.Alignment, fit.Edits, listedOnly).Any();

    /// <summary>
    /// A plain copy of a campaign that is known well: nearly all its runs are the campaign's, no other campaign comes
    /// near, and what differs is a slip or stands where everybody puts a name.
    /// </summary>
    private Fit? TryCopy(LetterTokens letter)
    {
        var found = candidates.Found;
        if (found.Count == 0 || clusters[found[0].Cluster].Template.Aligned < 8
            || found[0].Hits < 0.75 * candidates.LookedUp || (found.Count > 1 && found[1].Hits > found[0].Hits - 3))
        {
            return null;
        }

        var cluster = clusters[found[0].Cluster];
        var fit = FitTo(letter, cluster);
        fits.Add(fit);
        var measures = fit.Measures;
        if (measures.ShareOfTemplate < 0.88 || fit.Turns || measures.Evidence < options.JoinEvidence
            || letter.PostscriptAt < letter.Count)
        {
            return null;
        }

        foreach (var edit in fit.Edits)
        {
            var live = cluster.Template.CountLive(edit.TemplateFrom, edit.TemplateEnd);
            var isSmall = edit.Inserted <= 6
                && (edit.Inserted + live < 4 || edit.Inserted == 0
                    || cluster.IsSlot(edit.TemplateFrom, edit.TemplateEnd));
            if (!isSmall || edit.Moved || ChangesNumber(letter, cluster, edit) || (live == 0 && TakesAStand(edit)))
            {
                return null;
            }
        }

        return fit;

        // "For" where the first writer's hand slipped: whether most say so, or half and the others "against", shows
        // only as long as their words are kept.
        bool TakesAStand(in Edit edit) => edit.Removed > 0
            && !cluster.IsSlot(edit.TemplateFrom, edit.TemplateEnd)
            && polarity.TakesAStand(letter.Ids, edit.From, edit.End);
    }

    private bool ChangesNumber(LetterTokens letter, Cluster cluster, in Edit edit)
    {
        for (var i = edit.From; i < edit.End; i++)
        {
            if ((vocabulary.ClassOf(letter.Ids[i]) & WordClass.Number) != WordClass.None
                && !cluster.IsSlot(edit.TemplateFrom, edit.TemplateEnd))
            {
                return true;
            }
        }

        return false;
    }

    private bool Joins(LetterTokens letter, Fit fit, bool isSettling)
    {
        var m = fit.Measures;
        if (letter.BodyWords < options.ShortLetterWords)
        {
            return IsSameShortLetter(letter, fit);
        }

        if (m.Evidence < options.JoinEvidence || m.Run < options.JoinRun)
        {
            return false;
        }

        var ofLetter = ShareOfLetter(letter, m);
        isSettling &= !Negates(letter, fit);
        return (ofLetter >= 0.8 && (m.ShareOfTemplate >= 0.35 || (isSettling && m.Evidence >= 20)))
            || m.ShareOfTemplate >= (ofLetter < 0.5 && m.Evidence < OneSentence * 2 ? NearlyAll : 0.7)
            || (m.ShareOfTemplate >= 0.5 && m.Evidence >= 40)
            || (m.ShareOfTemplate >= 0.35 && ofLetter >= 0.6 && m.Evidence >= 15)
            || (isSettling && m.ShareOfTemplate >= 0.25 && m.Run >= 12
                && m.Evidence >= (ofLetter < 0.5 ? OneSentence : options.LikeEvidence));
    }

    /// <summary>Of a short letter of a campaign's somebody with much to say for themselves may have borrowed a
    /// sentence.</summary>
    private const double NearlyAll = 0.85;

    /// <summary>A few words put in with a "not" and a stand. Whoever keeps but a part of a campaign's letter may have
    /// cut what they stood against.</summary>
    private bool Negates(LetterTokens letter, Fit fit)
    {
        foreach (var edit in fit.Edits)
        {
            var classes = WordClass.None;
            for (var i = edit.From; i < edit.End && edit.Inserted <= options.FlipWords; i++)
            {
                classes |= vocabulary.ClassOf(letter.Ids[i]);
            }

            if ((classes & WordClass.Negation) != WordClass.None
                && (classes & (WordClass.Support | WordClass.Oppose)) != WordClass.None)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The weighted share, but not much more than the plain one: a letter whose own words are common talk
    /// still has words of its own.</summary>
    private static double ShareOfLetter(LetterTokens letter, in Measures m) =>
        Math.Min(m.ShareOfLetter, 1.1 - ((double)m.OwnWords / Math.Max(1, letter.BodyWords)));

    /// <summary>A few words prove something only when they are all the same words.</summary>
    private static bool IsSameShortLetter(LetterTokens letter, Fit fit)
    {
        if (fit.Edits.Count > 0)
        {
            return false;
        }

        for (var i = 0; i < letter.PostscriptAt; i++)
        {
            if (fit.Alignment.Places[i] < 0)
            {
                return false;
            }
        }

        return fit.Measures.Evidence >= 4;
    }
}
