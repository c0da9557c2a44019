namespace Postbag.Grouping.Campaigns;

/// <content>Siblings by the text that their letters share and the template hasn't.</content>
internal sealed partial class Siblings
{
    /// <summary>How many words of the core all letters of a sibling lack: two sentences can't be added by
    /// chance.</summary>
    private const int AbsentWords = 6;

    /// <summary>Words that so many people have, and half of all who are not in the group, are no chance.</summary>
    private const int LeastOthers = 3;

    private const double MostOthers = 0.5;

    /// <summary>Letters that share text of their own, and how much of the template all of them lack.</summary>
    public (List<MemberView> Group, HashSet<ulong> Text)? BySameText(List<MemberView> views)
    {
        var senders = new Dictionary<ulong, HashSet<ulong>>();
        foreach (var view in views)
        {
            foreach (var shingle in Residual(view))
            {
                if (!senders.TryGetValue(shingle, out var set))
                {
                    senders[shingle] = set = [];
                }

                set.Add(view.Sender);
            }
        }

        return Group(views, senders, least: 3, words: 8) ?? Group(views, senders, least: 2, words: 20);
    }

    private (List<MemberView> Group, HashSet<ulong> Text)? Group(
        List<MemberView> views, Dictionary<ulong, HashSet<ulong>> senders, int least, int words)
    {
        // Runs of eight words hold four shingles.
        var needed = words - desk.Options.ShingleWords + 1;
        MemberView? seed = null;
        HashSet<ulong> text = [];
        foreach (var view in views)
        {
            var repeated = Residual(view).Where(shingle => senders[shingle].Count >= least).ToHashSet();
            if (repeated.Count >= needed && repeated.Count > text.Count)
            {
                (seed, text) = (view, repeated);
            }
        }

        if (seed is null)
        {
            return null;
        }

        var group = views.Where(view => Residual(view).Count(text.Contains) >= needed).ToList();
        return People(group) >= least ? (group, text) : null;
    }

    /// <summary>
    /// Who of the letters that share text also lack text that the others have; null if they don't. A sentence that the
    /// first writer cut is shared by both sides: then those are asked who have most of the shared text.
    /// </summary>
    public List<MemberView>? WhoLackText(Cluster cluster, (List<MemberView> Group, HashSet<ulong> Text) same)
    {
        if (LackText(cluster, same.Group))
        {
            return same.Group;
        }

        var most = same.Group.Where(view => Residual(view).Count(same.Text.Contains) * 2 > same.Text.Count).ToList();
        return most.Count < same.Group.Count && People(most) >= 3 && LackText(cluster, most) ? most : null;
    }

    private bool LackText(Cluster cluster, List<MemberView> group)
    {
        var template = cluster.Template;
        var others = template.Aligned - group.Count;
        if (others < 1)
        {
            return false;
        }

        var absent = 0;
        for (var t = 0; t < template.Count; t++)
        {
            // A template that came from the smaller of two siblings has words that are no core and yet most others'.
            if (!template.IsCore(t, desk.Options.CoreShare) && others > 2
                && template.Support[t] < Math.Max(LeastOthers, MostOthers * others))
            {
                continue;
            }

            absent += template.Words[t] != 0 && template.Support[t] >= OthersHave * others
                && group.TrueForAll(view => !view.Covered[t]) ? 1 : 0;
        }

        return absent >= AbsentWords;
    }

    /// <summary>The stretches of a letter's own words that others have too, long enough to be a sentence.</summary>
    public static List<(int From, int End)> RepeatedRuns(MemberView view, HashSet<ulong> text, GroupingOptions options)
    {
        var runs = new List<(int From, int End)>();
        foreach (var (from, end) in view.OwnRuns(options.GrowthWords))
        {
            for (var i = from; i + options.ShingleWords <= end; i++)
            {
                if (!text.Contains(view.Shingles[i]))
                {
                    continue;
                }

                var last = i + options.ShingleWords;
                if (runs.Count > 0 && i <= runs[^1].End)
                {
                    runs[^1] = runs[^1] with { End = last };
                }
                else
                {
                    runs.Add((i, last));
                }
            }
        }

        runs.RemoveAll(run => run.End - run.From < options.GrowthWords);
        return runs;
    }

    private IEnumerable<ulong> Residual(MemberView view)
    {
        foreach (var (from, end) in view.OwnRuns(6))
        {
            for (var i = from; i + desk.Options.ShingleWords <= end; i++)
            {
                if (view.Shingles[i] != 0 && !desk.Stock.IsFormula(view.Shingles[i]))
                {
                    yield return view.Shingles[i];
                }
            }
        }
    }
}
