using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>
/// What the last verdict on each letter hung on, while all are judged again and again: where none of it has changed the
/// verdict is the same, and needn't be come to a second time. Two looks at an index instead of ten alignments.
/// </summary>
/// <remarks>Only while no letter arrives: phrases, words and corrections, which weigh too, stand still then. Eight
/// bytes a letter, as long as it lasts.</remarks>
internal sealed class JudgedBefore(Desk desk)
{
    private const ulong WithSingles = 1;

    private ulong[] marks = [];

    public void Begin() => marks = desk.Options.RemembersVerdicts ? new ulong[desk.Ledger.Count] : [];

    public void End() => marks = [];

    /// <summary>Whether the verdict would be the one there was, and the letter's entry says it already.</summary>
    /// <param name="letter">Its number.</param>
    /// <param name="tokens">Its words.</param>
    /// <param name="isSettling">As the judge is told.</param>
    /// <param name="home">The cluster it is in; null for none.</param>
    public bool StillHolds(int letter, LetterTokens tokens, bool isSettling, Cluster? home)
    {
        if (marks.Length == 0 || marks[letter] == 0)
        {
            return false;
        }

        desk.Candidates.FindClusters(tokens);
        var hash = Clusters(letter, isSettling, home);
        return marks[letter] == hash
            || ((marks[letter] & WithSingles) != 0 && marks[letter] == Singles(letter, tokens, hash));
    }

    /// <summary>Notes what a verdict hung on, right after it was come to and written down: the clusters that were found
    /// for it are still at hand. One that moves a letter isn't noted.</summary>
    public void Note(int letter, LetterTokens tokens, bool isSettling, Cluster? home, in Verdict verdict)
    {
        if (marks.Length > 0)
        {
            var hash = Clusters(letter, isSettling, home);
            marks[letter] = verdict.Joins ? hash : Singles(letter, tokens, hash);
        }
    }

    /// <summary>The clusters that are measured, word by word, and what the letter's entry says.</summary>
    private ulong Clusters(int letter, bool isSettling, Cluster? home)
    {
        ref var entry = ref desk.Ledger[letter];
        var hash = Hashing.Combine(Hashing.Seed, isSettling ? 2UL : 4UL);
        hash = Hashing.Combine(hash, ((ulong)(uint)entry.Cluster << 32) | (uint)entry.Like);
        hash = Hashing.Combine(
            hash,
            ((ulong)entry.OwnWords << 48) | ((ulong)entry.BodyWords << 32) | ((ulong)entry.State.Value << 16)
            | ((ulong)entry.ShareOfLetter << 8) | entry.ShareOfTemplate);
        hash = Hashing.Combine(hash, home is null ? 0 : ((ulong)(uint)home.Id << 32) | (uint)home.Letters);
        foreach (var (id, hits) in desk.Candidates.Found)
        {
            if (hits >= 2 || desk.Candidates.LookedUp < 8)
            {
                hash = Content(Hashing.Combine(hash, ((ulong)(uint)id << 32) | (uint)hits), desk.Clusters[id]);
            }
        }

        return Hashing.Mix(hash) & ~WithSingles;
    }

    private static ulong Content(ulong hash, Cluster cluster)
    {
        var template = cluster.Template;
        hash = Hashing.Combine(hash, ((ulong)(uint)cluster.Letters << 32) | (uint)template.Aligned);
        var slots = cluster.IsByHand ? 1UL : 0UL;
        foreach (var slot in cluster.Slots)
        {
            slots += Hashing.Mix((ulong)slot + 1);
        }

        hash = Hashing.Combine(hash, slots);
        for (var t = 0; t < template.Count; t++)
        {
            hash = Hashing.Combine(hash, ((ulong)(uint)template.Ids[t] << 32) | (uint)template.Support[t]);
        }

        return hash;
    }

    private ulong Singles(int letter, LetterTokens tokens, ulong hash)
    {
        desk.Candidates.FindSingles(tokens, letter);
        foreach (var (single, _) in desk.Candidates.FoundSingles)
        {
            hash = Hashing.Combine(hash, (ulong)single + 1);
        }

        return Hashing.Mix(hash) | WithSingles;
    }
}
