using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>Puts letters where the judge says, and lets the campaigns learn from them.</summary>
internal sealed partial class Filing(Desk desk)
{
    private readonly LetterTokens partnerTokens = new();
    private readonly Alignment alignment = new();
    private readonly Aligner aligner = new(desk.Options, desk.Vocabulary);
    private readonly PolarityGuard polarity = new(desk.Options, desk.Vocabulary, desk.Choices);

    /// <summary>Files a letter that has just arrived, or one that was taken out of where it was.</summary>
    public void File(int letter, LetterTokens tokens, in Verdict verdict)
    {
        ref var entry = ref desk.Ledger[letter];
        var isNew = entry.Tokens == 0;
        Note(ref entry, tokens, verdict);
        if (isNew && verdict.Fit is { Cluster: not null } fit)
        {
            polarity.NoteChoices(tokens, fit.Template, fit.Edits, entry.Sender);
        }

        if (verdict.State == LetterState.Copy)
        {
            Join(letter, tokens, verdict.Cluster!, verdict.Fit!, keepsWords: !isNew);
            return;
        }

        if (isNew)
        {
            entry.Tokens = desk.Store.Add(tokens);
        }

        switch (verdict.State)
        {
            case LetterState.Member:
                Join(letter, tokens, verdict.Cluster!, verdict.Fit!, keepsWords: true);
                break;
            case LetterState.Pair:
                Found(letter, tokens, verdict);
                break;
            default:
                desk.Candidates.AddSingle(letter, tokens);
                if (isNew)
                {
                    CountPhrases(tokens, verdict.Fit);
                }

                break;
        }
    }

    /// <summary>Keeps newer measures of a letter that stays where it is.</summary>
    public void NoteAgain(int letter, LetterTokens tokens, in Verdict verdict, Cluster? cluster)
    {
        ref var entry = ref desk.Ledger[letter];
        if (verdict.State != LetterState.Pair)
        {
            Note(ref entry, tokens, verdict);
        }

        if (cluster is not null)
        {
            (entry.Cluster, entry.Like) = (cluster.Id, -1);
            entry.State = verdict.Joins ? verdict.State : LetterState.Pair;
        }
    }

    private static void Note(ref Entry entry, LetterTokens tokens, in Verdict verdict)
    {
        var measures = verdict.Measures;
        entry.State = verdict.State;
        entry.Like = verdict.Joins ? -1 : verdict.Cluster?.Id ?? -1;
        entry.BodyWords = (ushort)Math.Min(ushort.MaxValue, tokens.BodyWords);
        entry.OwnWords = (ushort)Math.Min(ushort.MaxValue, verdict.Fit is null ? tokens.BodyWords : measures.OwnWords);
        entry.ShareOfLetter = (byte)Math.Round(100 * Math.Min(1, measures.ShareOfLetter));
        entry.ShareOfTemplate = (byte)Math.Round(100 * measures.ShareOfTemplate);
    }

    private void Join(int letter, LetterTokens tokens, Cluster cluster, Fit fit, bool keepsWords)
    {
        ref var entry = ref desk.Ledger[letter];
        entry.Cluster = cluster.Id;
        Learn(cluster.Template, fit.Alignment, isCopy: !keepsWords);
        if (keepsWords)
        {
            cluster.Edited.Add(letter);
            NoteResiduals(cluster, tokens, fit, entry.Sender);
        }
        else
        {
            cluster.CountCopy(entry.Sender);
        }

        AfterJoining(cluster);
    }

    private void AfterJoining(Cluster cluster)
    {
        // At 3, 8, 32, 128 … letters the campaign is known better than it was: what was decided before is looked at
        // again.
        if (cluster.Letters >= Math.Max(3, cluster.RevisedAt < 8 ? 8 * (cluster.RevisedAt / 3) : cluster.RevisedAt * 4))
        {
            desk.Queue.Add(cluster.Id);
        }

        if (!cluster.IsNamed)
        {
            NameByPeople(cluster);
        }
    }

    /// <summary>Adds a letter's support to the words it shares.</summary>
    public static void Learn(Template template, Alignment aligned, bool isCopy = false)
    {
        template.Aligned++;
        for (var t = 0; t < aligned.TemplateCount; t++)
        {
            template.Support[t] += aligned.Covered[t] ? 1 : 0;
            template.CopySupport[t] += aligned.Covered[t] && isCopy ? 1 : 0;
        }
    }

    /// <summary>
    /// Counts the support of a template again from the letters that are kept: letters that came and went, and people
    /// who sent theirs ten times, leave no trace.
    /// </summary>
    public static void LearnAgain(Cluster cluster, List<MemberView> views)
    {
        var template = cluster.Template;
        Array.Copy(template.CopySupport, template.Support, template.Count);
        template.Aligned = cluster.Copies;
        var senders = new HashSet<ulong>();
        foreach (var view in views)
        {
            if (!senders.Add(view.Sender))
            {
                continue;
            }

            template.Aligned++;
            for (var t = 0; t < template.Count; t++)
            {
                template.Support[t] += view.Covered[t] ? 1 : 0;
            }
        }
    }

    /// <summary>Takes a letter out of its cluster, as if it had never been there.</summary>
    public void TakeOut(int letter, LetterTokens tokens)
    {
        ref var entry = ref desk.Ledger[letter];
        var cluster = desk.Clusters.Resolve(entry.Cluster);
        entry.Cluster = -1;
        if (cluster is null || !cluster.Edited.Remove(letter))
        {
            return;
        }

        desk.Copies.Forget(cluster.Id);
        aligner.Align(tokens, cluster.Template, alignment);
        cluster.Template.Aligned = Math.Max(1, cluster.Template.Aligned - 1);
        for (var t = 0; t < alignment.TemplateCount; t++)
        {
            cluster.Template.Support[t] -= alignment.Covered[t] && cluster.Template.Support[t] > 0 ? 1 : 0;
        }
    }

    private void Found(int letter, LetterTokens tokens, in Verdict verdict)
    {
        var cluster = desk.Clusters.Add(verdict.Cluster?.Family ?? -1);
        cluster.Contradicts = verdict.Contradicts ? verdict.Cluster!.Id : -1;
        desk.Store.Read(desk.Ledger[verdict.Partner].Tokens, partnerTokens);
        cluster.Template.Become(partnerTokens, desk.Options.ShingleWords);
        Learn(cluster.Template, verdict.Fit!.Alignment);
        foreach (var member in new[] { verdict.Partner, letter })
        {
            ref var entry = ref desk.Ledger[member];
            (entry.Cluster, entry.State, entry.Like) = (cluster.Id, LetterState.Pair, -1);
            cluster.Edited.Add(member);
        }

        Publish(cluster);
    }

    /// <summary>Makes a cluster of letters that belong together; the first one is its template.</summary>
    public Cluster FoundFrom(IReadOnlyList<int> letters, int family)
    {
        var cluster = desk.Clusters.Add(family);
        foreach (var letter in letters)
        {
            desk.Store.Read(desk.Ledger[letter].Tokens, partnerTokens);
            if (cluster.Letters == 0)
            {
                cluster.Template.Become(partnerTokens, desk.Options.ShingleWords);
            }
            else
            {
                aligner.Align(partnerTokens, cluster.Template, alignment);
                Learn(cluster.Template, alignment);
            }

            ref var entry = ref desk.Ledger[letter];
            (entry.Cluster, entry.State, entry.Like) = (cluster.Id, LetterState.Member, -1);
            cluster.Edited.Add(letter);
        }

        Publish(cluster);
        NameByPeople(cluster);
        return cluster;
    }

    /// <summary>Runs the template hasn't: one that three people sent calls for a revision.</summary>
    private void NoteResiduals(Cluster cluster, LetterTokens tokens, Fit fit, ulong sender)
    {
        var repeated = 0;
        for (var i = 0; i + desk.Options.ShingleWords <= tokens.PostscriptAt; i++)
        {
            var shingle = tokens.Shingles[i];
            if (shingle == 0 || (cluster.Letters > 40 && (shingle & 3) != 0) || IsExplained(fit, i)
                || desk.Stock.IsFormula(shingle))
            {
                continue;
            }

            if (cluster.Residuals.Note(shingle, sender) >= 3)
            {
                repeated++;
            }
        }

        if (repeated >= (cluster.Letters > 40 ? 1 : 3) && cluster.IsWorthALook)
        {
            desk.Queue.Add(cluster.Id);
            cluster.Residuals.Clear();
        }
    }

    private bool IsExplained(Fit fit, int from)
    {
        var place = fit.Alignment.Places[from];
        for (var i = 0; i < desk.Options.ShingleWords; i++)
        {
            if (fit.Alignment.Places[from + i] != place + i || place < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Counts the runs of a letter that nothing explains. What a candidate explains at length is related: counted too,
    /// a campaign would make its own text common talk.
    /// </summary>
    private void CountPhrases(LetterTokens tokens, Fit? fit)
    {
        for (var i = 0; i < tokens.PostscriptAt; i++)
        {
            var shingle = tokens.Shingles[i];
            if (shingle != 0 && Shingles.IsSampled(shingle)
                && !(fit is not null && fit.Measures.Run >= 16 && fit.Explained[i]))
            {
                desk.Counts.Add(shingle);
            }
        }
    }
}
