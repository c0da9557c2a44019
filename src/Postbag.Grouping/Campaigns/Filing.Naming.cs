namespace Postbag.Grouping.Campaigns;

/// <content>When a campaign has a name: from how many people.</content>
internal sealed partial class Filing
{
    /// <summary>Per cent of a letter that a campaign's text makes up, for the letter to be hardly anything
    /// else.</summary>
    private const int MostlyTemplate = 70;

    /// <summary>One letter in so many has to be hardly anything else, for a passage to be a letter.</summary>
    private const int BareLettersOne = 10;

    /// <summary>A campaign has its name as long as enough different people are in it.</summary>
    public void NameByPeople(Cluster cluster)
    {
        var isNamed = cluster.Stands
            && (cluster.IsByHand || (HasPeople(cluster, PeopleToName(cluster)) && !IsPassage(cluster)));
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

    /// <summary>
    /// Whether letters have but a passage in common that hardly anybody sends by itself: something that people quote, a
    /// footer that was not known for one. A short letter of a campaign's comes bare from many.
    /// </summary>
    private bool IsPassage(Cluster cluster)
    {
        var core = 0;
        for (var t = 0; t < cluster.Template.Count; t++)
        {
            core += cluster.Template.IsCore(t, desk.Options.CoreShare) ? 1 : 0;
        }

        if (core > desk.Options.PassageWords || cluster.Copies > 0)
        {
            return false;
        }

        var needed = Math.Max(2, cluster.Edited.Count / BareLettersOne);
        var bare = new HashSet<ulong>();
        foreach (var letter in cluster.Edited)
        {
            ref var entry = ref desk.Ledger[letter];
            // By plain words too: a story made of common talk weighs little and is a story all the same.
            var isBare = entry.ShareOfLetter >= MostlyTemplate
                && entry.OwnWords * 100 <= (100 - MostlyTemplate) * entry.BodyWords;
            if (isBare && bare.Add(entry.Sender) && bare.Count >= needed)
            {
                return false;
            }
        }

        return true;
    }

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
