using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>
/// Looks at campaigns again, off the path of arriving letters: splits siblings, takes in text the first writer had
/// cut, judges edited letters and letters that stood apart once more, and folds campaigns that are one.
/// </summary>
internal sealed partial class Upkeep(Desk desk)
{
    private const int RoundsPerCluster = 8;
    private const int RevisionsPerRun = 4;

    private readonly Dictionary<int, int> revisions = [];
    private bool isComplete;
    private readonly Siblings siblings = new(desk);
    private readonly Folding folding = new(desk);
    private readonly Aligner aligner = new(desk.Options, desk.Vocabulary);
    private readonly Alignment alignment = new();
    private readonly LetterTokens tokens = new();
    private readonly JudgedBefore before = new(desk);

    /// <summary>Revises the campaigns that wait for it.</summary>
    public void Run()
    {
        revisions.Clear();
        while (desk.Queue.TryTake(out var id))
        {
            // Siblings can hand a letter to and fro: each is looked at a few times and then left for the next run.
            if (desk.Clusters[id].Stands && revisions.GetValueOrDefault(id) < RevisionsPerRun)
            {
                revisions[id] = revisions.GetValueOrDefault(id) + 1;
                Revise(desk.Clusters[id]);
            }
        }
    }

    /// <summary>Revises everything: what the letters say now, whatever order they came in.</summary>
    public void RunAll()
    {
        isComplete = true;
        before.Begin();
        for (var round = 0; round < 3; round++)
        {
            foreach (var cluster in desk.Clusters.Standing)
            {
                desk.Queue.Add(cluster.Id);
            }

            Run();
            desk.Candidates.Sweep();
            if (!JudgeApart(isSettling: round > 0))
            {
                break;
            }
        }

        foreach (var cluster in desk.Clusters.Standing.Where(cluster => cluster.Letters != cluster.RevisedAt).ToList())
        {
            // What joined last knew less of the campaign than is known now.
            if (cluster.Stands && cluster.Letters >= 3 && desk.Options.JudgeAgain)
            {
                JudgeMembers(cluster, isSettling: true);
                folding.TryFold(cluster);
                desk.Filing.NameByPeople(cluster);
            }
        }

        before.End();
        isComplete = false;
    }

    private void Revise(Cluster cluster)
    {
        var changed = Relearn(cluster) || isComplete || cluster.Letters >= Math.Max(3, cluster.RevisedAt * 2);
        if (cluster.Letters >= 2 && desk.Options.JudgeAgain && changed)
        {
            cluster.RevisedAt = cluster.Letters;
            JudgeMembers(cluster);
        }

        if (cluster.Stands && cluster.Letters < 2)
        {
            Dissolve(cluster);
        }

        if (cluster.Stands && desk.Options.JudgeAgain && changed)
        {
            Backfill(cluster);
            folding.TryFold(cluster);
        }

        desk.Filing.NameByPeople(cluster);
    }

    /// <summary>Judges the edited letters of a campaign again; those that don't belong leave.</summary>
    private void JudgeMembers(Cluster cluster, bool isSettling = false)
    {
        foreach (var letter in cluster.Edited.ToList())
        {
            if (desk.Ledger[letter].Pinned != 0)
            {
                continue;
            }

            desk.Store.Read(desk.Ledger[letter].Tokens, tokens);
            if (before.StillHolds(letter, tokens, isSettling, cluster))
            {
                continue;
            }

            var verdict = desk.Judge.On(tokens, letter, isSettling);
            var stays = verdict.Joins
                ? verdict.Cluster!.Id == cluster.Id
                : cluster.Letters < 3 || (verdict.State == LetterState.Pair && !verdict.Contradicts);
            if (stays)
            {
                desk.Filing.NoteAgain(letter, tokens, verdict, cluster);
                before.Note(letter, tokens, isSettling, cluster, verdict);
                continue;
            }

            Move(letter, cluster, verdict);
            if (cluster.Letters < 2)
            {
                return;
            }
        }
    }

    private void Move(int letter, Cluster from, in Verdict verdict)
    {
        var to = verdict.Joins ? verdict.Cluster : null;
        desk.Filing.TakeOut(letter, tokens);
        desk.Filing.File(letter, tokens, verdict);
        desk.Events.Add(new GroupingEvent(GroupingEventKind.Settle, from.Id, to?.Id, [letter]));
    }

    /// <summary>One letter is no cluster.</summary>
    private void Dissolve(Cluster cluster)
    {
        cluster.IsDissolved = true;
        desk.Copies.Forget(cluster.Id);
        cluster.IsNamed = false;
        foreach (var letter in cluster.Edited.ToList())
        {
            desk.Store.Read(desk.Ledger[letter].Tokens, tokens);
            cluster.Edited.Remove(letter);
            desk.Ledger[letter].Cluster = -1;
            desk.Filing.File(letter, tokens, desk.Judge.On(tokens, letter));
        }
    }

    /// <summary>Letters that came before the campaign was known.</summary>
    private void Backfill(Cluster cluster)
    {
        desk.Candidates.FindSingles(cluster.Template.Shingles, cluster.Template.Count, -1, 2);
        var joined = new List<int>();
        foreach (var (letter, _) in desk.Candidates.FoundSingles.ToList())
        {
            if (desk.Ledger[letter].Cluster < 0 && JudgeSingle(letter, isSettling: false))
            {
                joined.Add(letter);
            }
        }

        if (joined.Count > 0)
        {
            desk.Events.Add(new GroupingEvent(GroupingEventKind.Backfill, null, cluster.Id, joined));
        }
    }

    /// <summary>Judges the letters that are like a campaign or held; true if one joined.</summary>
    private bool JudgeApart(bool isSettling)
    {
        var joined = false;
        for (var letter = 0; letter < desk.Ledger.Count; letter++)
        {
            var entry = desk.Ledger[letter];
            if (entry.Cluster < 0 && entry.Tokens != 0 && entry.Pinned == 0
                && (LetterState)entry.State is LetterState.Like or LetterState.Held or LetterState.Alone)
            {
                joined |= JudgeSingle(letter, isSettling && entry.State == LetterState.Like);
            }
        }

        return joined || !isSettling;
    }

    private bool JudgeSingle(int letter, bool isSettling)
    {
        desk.Store.Read(desk.Ledger[letter].Tokens, tokens);
        if (before.StillHolds(letter, tokens, isSettling, home: null))
        {
            return false;
        }

        var verdict = desk.Judge.On(tokens, letter, isSettling);
        if (verdict.Joins || verdict.State == LetterState.Pair)
        {
            desk.Filing.File(letter, tokens, verdict);
            return true;
        }

        desk.Filing.NoteAgain(letter, tokens, verdict, null);
        before.Note(letter, tokens, isSettling, home: null, verdict);
        return false;
    }
}
