using Postbag.Grouping.Matching;

namespace Postbag.Grouping.Campaigns;

/// <content>What a campaign learns from its letters laid side by side.</content>
internal sealed partial class Upkeep
{
    /// <summary>Learns from all its letters at once; true if it lost a sibling or took in text.</summary>
    private bool Relearn(Cluster cluster)
    {
        var changed = false;
        cluster.LookedAt = cluster.Edited.Count;
        for (var round = 0; round < RoundsPerCluster && cluster.Edited.Count >= 2; round++)
        {
            var views = View(cluster);
            if (views.Count == cluster.Edited.Count)
            {
                Filing.LearnAgain(cluster, views);
            }

            Siblings.LearnSlots(cluster, views);
            if (Mend(cluster, views))
            {
                continue;
            }

            if (!Split(cluster, views) && !Grow(cluster, views))
            {
                break;
            }

            changed = true;
        }

        return changed;
    }

    private bool Mend(Cluster cluster, List<MemberView> views)
    {
        if (cluster.Letters < 3 || siblings.MostlyChanged(cluster, views) is not { } change)
        {
            return false;
        }

        var (view, edit, count) = change;
        cluster.Template.Replace(
            edit.TemplateFrom, edit.TemplateEnd, view.Ids.AsSpan(edit.From, edit.Inserted),
            view.Words.AsSpan(edit.From, edit.Inserted),
            count, desk.Options.ShingleWords);

        // Places behind the change have moved; they are learnt again from the next look.
        cluster.Slots.Clear();
        desk.Filing.Publish(cluster);
        return true;
    }

    private List<MemberView> View(Cluster cluster)
    {
        var views = new List<MemberView>();
        foreach (var letter in cluster.Edited.Reverse().Take(desk.Options.RevisedLetters).Reverse())
        {
            desk.Store.Read(desk.Ledger[letter].Tokens, tokens);
            aligner.Align(tokens, cluster.Template, alignment);
            views.Add(new MemberView(letter, desk.Ledger[letter].Sender, tokens, alignment, cluster.Template));
        }

        return views;
    }

    private bool Split(Cluster cluster, List<MemberView> views)
    {
        if (!desk.Options.SplitSiblings)
        {
            return false;
        }

        var letters = siblings.BySameEdit(cluster, views);
        if (letters is null && siblings.BySameText(views) is { } same
            && siblings.WhoLackText(cluster, same) is { } group
            && group.Count < cluster.Letters)
        {
            letters = group
                .OrderByDescending(view => view.Shingles.Count(same.Text.Contains))
                .ThenBy(view => view.Letter).Select(view => view.Letter).ToList();
        }

        if (letters is null || letters.Count >= cluster.Letters)
        {
            return false;
        }

        foreach (var letter in letters)
        {
            desk.Store.Read(desk.Ledger[letter].Tokens, tokens);
            desk.Filing.TakeOut(letter, tokens);
        }

        var sibling = desk.Filing.FoundFrom(letters, cluster.Family);
        desk.Queue.Add(sibling.Id);
        desk.Events.Add(new GroupingEvent(GroupingEventKind.Split, cluster.Id, sibling.Id, letters));
        return true;
    }

    /// <summary>
    /// Takes in a paragraph that several people have and the first writer had not. Only what is repeated word for word,
    /// by a fair share of the letters: two stories that happen to share a phrase are nobody's template.
    /// </summary>
    private bool Grow(Cluster cluster, List<MemberView> views)
    {
        if (siblings.BySameText(views) is not { } same)
        {
            return false;
        }

        var source = same.Group.MaxBy(view => (view.Shingles.Count(same.Text.Contains), -view.Letter))!;
        var needed = Math.Max(cluster.Letters < 6 ? 2 : 3, desk.Options.GrowthShare * views.Count);
        var grown = false;
        foreach (var (from, end) in Siblings.RepeatedRuns(source, same.Text, desk.Options))
        {
            var run = source.Shingles[from..(end - desk.Options.ShingleWords + 1)];
            var people = same.Group.Where(view => run.Count(view.HasShingle) * 2 > run.Length)
                .Select(view => view.Sender).Distinct().Count();
            if (people >= needed && !siblings.PutsOtherAsk(cluster, source, from, end))
            {
                cluster.Template.Append(
                    source.Ids.AsSpan(from, end - from), source.Words.AsSpan(from, end - from), people,
                    desk.Options.ShingleWords);
                grown = true;
            }
        }

        if (grown)
        {
            desk.Filing.Publish(cluster);
        }

        return grown;
    }
}
