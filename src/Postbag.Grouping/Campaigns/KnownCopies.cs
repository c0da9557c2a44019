namespace Postbag.Grouping.Campaigns;

/// <summary>A body that was read word by word, laid beside its campaign's template, and found to be a plain
/// copy.</summary>
/// <param name="Body">The hash of the body as its characters came
/// (<see cref="Reading.LetterReader.BodyHash"/>).</param>
/// <param name="Cluster">Whose copy it is.</param>
/// <param name="Covered">The stretches of the template that it has.</param>
/// <param name="Measured">What was measured, for the reasons.</param>
internal sealed record KnownCopy(
    ulong Body, int Cluster, IReadOnlyList<(int From, int End)> Covered, KnownCopy.CopyMeasures Measured)
{
    /// <summary>What an entry of the ledger keeps of a fit.</summary>
    internal readonly record struct CopyMeasures(
        ushort BodyWords, ushort OwnWords, byte ShareOfLetter, byte ShareOfTemplate);

    /// <summary>The stretches of the template that a fit covers.</summary>
    public static List<(int From, int End)> RunsOf(Matching.Alignment alignment)
    {
        var runs = new List<(int From, int End)>();
        for (var t = 0; t < alignment.TemplateCount; t++)
        {
            if (!alignment.Covered[t])
            {
                continue;
            }

            var from = t;
            while (t < alignment.TemplateCount && alignment.Covered[t])
            {
                t++;
            }

            runs.Add((from, t));
        }

        return runs;
    }
}

/// <summary>
/// The bodies that most letters of a campaign have, character for character: the next one is not read at all. In life
/// five letters in six are such. They are part of the state, because what they spare must be spared in a replay too.
/// </summary>
internal sealed class KnownCopies
{
    /// <summary>How many bodies of one campaign are known: programs break its lines and bend its quotes in a few ways
    /// each.</summary>
    private const int PerCluster = 8;

    private readonly Dictionary<ulong, KnownCopy> byBody = [];
    private readonly SortedDictionary<int, List<KnownCopy>> byCluster = [];

    public long SizeBytes => byBody.Count * 160L;

    public KnownCopy? Find(ulong body) => byBody.GetValueOrDefault(body);

    /// <summary>Remembers a body; the oldest of its campaign gives way.</summary>
    public void Add(KnownCopy copy)
    {
        if (!byBody.TryAdd(copy.Body, copy))
        {
            return;
        }

        if (!byCluster.TryGetValue(copy.Cluster, out var known))
        {
            byCluster[copy.Cluster] = known = [];
        }

        if (known.Count == PerCluster)
        {
            byBody.Remove(known[0].Body);
            known.RemoveAt(0);
        }

        known.Add(copy);
    }

    /// <summary>The campaign has changed, or has a rival now: its next copy is looked at again.</summary>
    public void Forget(int cluster)
    {
        if (!byCluster.Remove(cluster, out var known))
        {
            return;
        }

        foreach (var copy in known)
        {
            byBody.Remove(copy.Body);
        }
    }

    /// <summary>What a plain copy is has changed for all: a reply of our own is known that copies may quote.</summary>
    public void ForgetAll()
    {
        byBody.Clear();
        byCluster.Clear();
    }

    public void Save(BinaryWriter to)
    {
        to.Write(byBody.Count);
        foreach (var copy in byCluster.Values.SelectMany(known => known))
        {
            to.Write(copy.Body);
            to.Write(copy.Cluster);
            to.Write(copy.Measured.BodyWords);
            to.Write(copy.Measured.OwnWords);
            to.Write(copy.Measured.ShareOfLetter);
            to.Write(copy.Measured.ShareOfTemplate);
            to.Write(copy.Covered.Count);
            foreach (var (from, end) in copy.Covered)
            {
                to.Write(from);
                to.Write(end);
            }
        }
    }

    public void Load(BinaryReader from)
    {
        ForgetAll();
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var (body, cluster) = (from.ReadUInt64(), from.ReadInt32());
            var measured = new KnownCopy.CopyMeasures(
                from.ReadUInt16(), from.ReadUInt16(), from.ReadByte(), from.ReadByte());
            var covered = new (int From, int End)[from.ReadInt32()];
            for (var run = 0; run < covered.Length; run++)
            {
                covered[run] = (from.ReadInt32(), from.ReadInt32());
            }

            Add(new KnownCopy(body, cluster, covered, measured));
        }
    }
}
