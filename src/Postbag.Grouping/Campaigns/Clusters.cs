namespace Postbag.Grouping.Campaigns;

/// <summary>All clusters by their number, also those that were folded or dissolved: numbers are never given
/// twice.</summary>
internal sealed class Clusters
{
    private readonly List<Cluster> all = [];

    public int Count => all.Count;

    public Cluster this[int id] => all[id];

    public IEnumerable<Cluster> Standing => all.Where(cluster => cluster.Stands);

    /// <summary>A new cluster; of a family of its own unless one is given.</summary>
    public Cluster Add(int family = -1)
    {
        var cluster = new Cluster(all.Count, family < 0 ? all.Count : family);
        all.Add(cluster);
        return cluster;
    }

    /// <summary>The cluster that holds now what was put into this one; null if it was dissolved.</summary>
    public Cluster? Resolve(int id)
    {
        if (id < 0)
        {
            return null;
        }

        var cluster = all[id];
        while (cluster.FoldedInto >= 0)
        {
            cluster = all[cluster.FoldedInto];
        }

        return cluster.IsDissolved ? null : cluster;
    }

    public void Put(Cluster cluster) => all.Add(cluster);

    public void Clear() => all.Clear();
}
