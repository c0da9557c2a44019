namespace Postbag.Grouping.Campaigns;

/// <summary>
/// Runs of words that letters of a campaign have and its template hasn't, with who sent them. One that comes back from
/// others is text of a sibling, or of the template. Two generations keep it small: what isn't repeated is forgotten.
/// </summary>
internal sealed class ResidualMemory
{
    private const int Generation = 6_000;

    private Dictionary<ulong, (ulong First, ulong Second)> young = [];
    private Dictionary<ulong, (ulong First, ulong Second)> old = [];

    public int Count => young.Count + old.Count;

    /// <summary>Notes a run; returns how many different people sent it by now, three meaning three or more.</summary>
    public int Note(ulong shingle, ulong sender)
    {
        if (!young.TryGetValue(shingle, out var senders) && !old.TryGetValue(shingle, out senders))
        {
            senders = (sender, 0);
        }
        else if (senders.First != sender && senders.Second == 0)
        {
            senders = senders with { Second = sender };
        }
        else if (senders.First != sender && senders.Second != sender)
        {
            return 3;
        }

        if (young.Count >= Generation)
        {
            (young, old) = (old, young);
            young.Clear();
        }

        young[shingle] = senders;
        return senders.Second == 0 ? 1 : 2;
    }

    public void Clear()
    {
        young = [];
        old = [];
    }

    public void Save(BinaryWriter to)
    {
        foreach (var generation in new[] { young, old })
        {
            to.Write(generation.Count);
            foreach (var (shingle, senders) in generation.OrderBy(pair => pair.Key))
            {
                to.Write(shingle);
                to.Write(senders.First);
                to.Write(senders.Second);
            }
        }
    }

    public void Load(BinaryReader from)
    {
        Clear();
        foreach (var generation in new[] { young, old })
        {
            for (var n = from.ReadInt32(); n > 0; n--)
            {
                generation[from.ReadUInt64()] = (from.ReadUInt64(), from.ReadUInt64());
            }
        }
    }
}
