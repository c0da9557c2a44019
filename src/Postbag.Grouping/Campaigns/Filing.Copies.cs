using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <content>Copies that are known without being read.</content>
internal sealed partial class Filing
{
    /// <summary>Files a letter whose body is known, character for character.</summary>
    public void FileKnown(int letter, KnownCopy known)
    {
        ref var entry = ref desk.Ledger[letter];
        var cluster = desk.Clusters[known.Cluster];
        (entry.State, entry.Cluster, entry.Like) = (LetterState.Copy, cluster.Id, -1);
        (entry.BodyWords, entry.OwnWords, entry.ShareOfLetter, entry.ShareOfTemplate) = known.Measured;
        cluster.Template.LearnCopy(known.Covered);
        cluster.CountCopy(entry.Sender);
        AfterJoining(cluster);
    }

    /// <summary>Remembers the body of a letter that was just filed as a copy.</summary>
    public void KnowCopy(int letter, ulong body, in Verdict verdict)
    {
        ref var entry = ref desk.Ledger[letter];
        var measured = new KnownCopy.CopyMeasures(
            entry.BodyWords, entry.OwnWords, entry.ShareOfLetter, entry.ShareOfTemplate);
        desk.Copies.Add(new KnownCopy(body, verdict.Cluster!.Id, KnownCopy.RunsOf(verdict.Fit!.Alignment), measured));
    }

    /// <summary>Puts a template that is new or has changed into the index. What shares text with it has a rival
    /// now.</summary>
    public void Publish(Cluster cluster)
    {
        desk.Copies.Forget(cluster.Id);
        foreach (var rival in desk.Candidates.AddCluster(cluster))
        {
            desk.Copies.Forget(rival);
        }
    }

    /// <summary>Counts a plain copy among the edited letters, because its words are kept now.</summary>
    public void KeepCopy(int letter, LetterTokens tokens, Cluster cluster)
    {
        desk.Copies.Forget(cluster.Id);
        aligner.Align(tokens, cluster.Template, alignment);
        for (var t = 0; t < alignment.TemplateCount; t++)
        {
            cluster.Template.CopySupport[t] -= alignment.Covered[t] && cluster.Template.CopySupport[t] > 0 ? 1 : 0;
        }

        cluster.Copies--;
        cluster.Edited.Add(letter);
    }
}
