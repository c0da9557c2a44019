namespace Postbag.Grouping.Campaigns;

/// <summary>What people decided, which overrides everything else.</summary>
internal sealed class Pins
{
    private readonly SortedSet<(int A, int B)> apart = [];
    private readonly SortedSet<(int Letter, int Cluster)> keptOut = [];

    public void KeepApart(int a, int b) => apart.Add(Ordered(a, b));

    public void LetMeet(int a, int b) => apart.Remove(Ordered(a, b));

    public bool AreApart(int a, int b) => apart.Contains(Ordered(a, b));

    public void KeepOut(int letter, int cluster) => keptOut.Add((letter, cluster));

    public void LetIn(int letter) => keptOut.RemoveWhere(pair => pair.Letter == letter);

    public bool KeepsOut(int letter, int cluster) => keptOut.Count > 0 && keptOut.Contains((letter, cluster));

    /// <summary>The letters that people took out of a cluster.</summary>
    public IEnumerable<int> TakenOutOf(int cluster) =>
        keptOut.Count == 0 ? [] : keptOut.Where(pair => pair.Cluster == cluster).Select(pair => pair.Letter);

    private static (int A, int B) Ordered(int a, int b) => a < b ? (a, b) : (b, a);

    public void Save(BinaryWriter to)
    {
        foreach (var pairs in new[] { apart, keptOut })
        {
            to.Write(pairs.Count);
            foreach (var (a, b) in pairs)
            {
                to.Write(a);
                to.Write(b);
            }
        }
    }

    public void Load(BinaryReader from)
    {
        foreach (var pairs in new[] { apart, keptOut })
        {
            pairs.Clear();
            for (var n = from.ReadInt32(); n > 0; n--)
            {
                pairs.Add((from.ReadInt32(), from.ReadInt32()));
            }
        }
    }
}
