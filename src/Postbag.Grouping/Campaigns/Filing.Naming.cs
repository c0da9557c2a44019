namespace Postbag.Grouping.Campaigns;

/// <content>When a campaign has a name: from how many people.</content>
internal sealed partial class Filing
{
    /// <summary>A campaign has its name as long as enough different people are in it.</summary>
    public void NameByPeople(Cluster cluster)
    {
        var isNamed = cluster.Stands && (cluster.IsByHand || HasPeople(cluster, PeopleToName(cluster)));
        if (isNamed && !cluster.IsNamed)
        {
            desk.Events.Add(new GroupingEvent(GroupingEventKind.Named, null, cluster.Id, [.. cluster.Edited]));
        }

        cluster.IsNamed = isNamed;
    }

    /// <summary>Three who turn a larger campaign's ask round with the same word need not know of one another.</summary>
    private int PeopleToName(Cluster cluster) =>
        desk.Clusters.Resolve(cluster.Contradicts) is { } other && other != cluster && other.Letters > cluster.Letters
            ? Math.Max(desk.Options.PeopleToName, desk.Options.PeopleToNameContrary)
            : desk.Options.PeopleToName;

    /// <summary>Whether this many different people are in a cluster; counts no further.</summary>
    private bool HasPeople(Cluster cluster, int needed)
    {
        var people = new HashSet<ulong>(cluster.CopySenders);
        foreach (var letter in cluster.Edited)
        {
            if (people.Count >= needed)
            {
                break;
            }

            people.Add(desk.Ledger[letter].Sender);
        }

        return people.Count >= needed;
    }
}
