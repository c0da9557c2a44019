namespace Postbag.Grouping.Campaigns;

/// <summary>Clusters to be revised when there is time: splits and folds stay off the path of an arriving
/// letter.</summary>
internal sealed class UpkeepQueue
{
    private readonly SortedSet<int> clusters = [];

    public int Count => clusters.Count;

    public void Add(int cluster) => clusters.Add(cluster);

    /// <summary>Takes the oldest cluster out; false if none waits.</summary>
    public bool TryTake(out int cluster)
    {
        cluster = clusters.Count == 0 ? -1 : clusters.Min;
        return clusters.Remove(cluster);
    }

    public void Save(BinaryWriter to)
    {
        to.Write(clusters.Count);
        foreach (var cluster in clusters)
        {
            to.Write(cluster);
        }
    }

    public void Load(BinaryReader from)
    {
        clusters.Clear();
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            clusters.Add(from.ReadInt32());
        }
    }
}
