using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>Finds the campaigns and the letters that share runs of words with a letter.</summary>
internal sealed class Candidates(GroupingOptions options, Clusters clusters, Ledger ledger)
{
    /// <summary>Letters with fewer runs than this are indexed with all of them: half could miss them.</summary>
    private const int FewShingles = 24;

    private const int SomeShingles = 64;
    private const int Owners = 8;

    private readonly ShingleIndex campaigns = new(options.OwnersPerShingle);
    private readonly ShingleIndex singles = new(Owners);
    private readonly Dictionary<int, int> singleHits = [];
    private readonly List<int> touched = [];
    private int[] hits = new int[64];

    /// <summary>The clusters found, most shared runs first.</summary>
    public List<(int Cluster, int Hits)> Found { get; } = [];

    /// <summary>The letters found that stand alone, most shared runs first.</summary>
    public List<(int Letter, int Hits)> FoundSingles { get; } = [];

    /// <summary>How many runs of the letter were looked up.</summary>
    public int LookedUp { get; private set; }

    public long SizeBytes => campaigns.SizeBytes + singles.SizeBytes;

    /// <summary>Puts a cluster's runs into the index; the other clusters that have one of them too.</summary>
    public IReadOnlyCollection<int> AddCluster(Cluster cluster)
    {
        var template = cluster.Template;
        var sharing = new SortedSet<int>();
        Span<int> owners = stackalloc int[Owners];
        var all = CountShingles(template.Shingles, template.Count) <= FewShingles;
        for (var i = 0; i < template.Count; i++)
        {
            var shingle = template.Shingles[i];
            if (shingle != 0 && (all || Shingles.IsSampled(shingle)))
            {
                var count = campaigns.Find(shingle, owners);
                for (var n = 0; n < count; n++)
                {
                    sharing.Add(owners[n]);
                }

                campaigns.Add(shingle, cluster.Id);
            }
        }

        return sharing;
    }

    public void AddSingle(int letter, LetterTokens tokens)
    {
        var count = CountShingles(tokens.Shingles, tokens.PostscriptAt);
        for (var i = 0; i < tokens.PostscriptAt; i++)
        {
            var shingle = tokens.Shingles[i];
            if (shingle != 0
                && (count <= FewShingles
                    || (count <= SomeShingles ? Shingles.IsSampled(shingle) : Shingles.IsSparse(shingle))))
            {
                singles.Add(shingle, letter);
            }
        }
    }

    /// <summary>Fills <see cref="Found"/>.</summary>
    public void FindClusters(LetterTokens letter)
    {
        if (hits.Length < clusters.Count)
        {
            Array.Resize(ref hits, clusters.Count * 2);
        }

        Span<int> owners = stackalloc int[Owners];
        var all = CountShingles(letter.Shingles, letter.PostscriptAt) <= FewShingles;
        LookedUp = 0;
        touched.Clear();
        for (var i = 0; i < letter.PostscriptAt; i++)
        {
            var shingle = letter.Shingles[i];
            if (shingle == 0 || !(all || Shingles.IsSampled(shingle)))
            {
                continue;
            }

            LookedUp++;
            var count = campaigns.Find(shingle, owners);
            for (var n = 0; n < count; n++)
            {
                if (hits[owners[n]]++ == 0)
                {
                    touched.Add(owners[n]);
                }
            }
        }

        Found.Clear();
        foreach (var id in touched)
        {
            if (clusters[id].Stands)
            {
                Found.Add((id, hits[id]));
            }

            hits[id] = 0;
        }

        Found.Sort((a, b) => a.Hits != b.Hits ? b.Hits.CompareTo(a.Hits) : a.Cluster.CompareTo(b.Cluster));
        KeepBest();
    }

    /// <summary>Fills <see cref="FoundSingles"/>; the letter itself is not among them.</summary>
    public void FindSingles(LetterTokens letter, int self, int least = 1)
    {
        FindSingles(letter.Shingles, letter.PostscriptAt, self, least);
        if (FoundSingles.Count > options.MaxCandidates)
        {
            FoundSingles.RemoveRange(options.MaxCandidates, FoundSingles.Count - options.MaxCandidates);
        }
    }

    /// <summary>Fills <see cref="FoundSingles"/> with every letter that shares enough runs with a template.</summary>
    public void FindSingles(ulong[] shingles, int count, int self, int least)
    {
        Span<int> owners = stackalloc int[Owners];
        var all = CountShingles(shingles, count) <= FewShingles;
        singleHits.Clear();
        for (var i = 0; i < count; i++)
        {
            if (shingles[i] == 0 || !(all || Shingles.IsSampled(shingles[i])))
            {
                continue;
            }

            var found = singles.Find(shingles[i], owners);
            for (var n = 0; n < found; n++)
            {
                if (owners[n] != self && ledger[owners[n]].Cluster < 0)
                {
                    singleHits[owners[n]] = singleHits.GetValueOrDefault(owners[n]) + 1;
                }
            }
        }

        FoundSingles.Clear();
        foreach (var (single, shared) in singleHits)
        {
            if (shared >= least)
            {
                FoundSingles.Add((single, shared));
            }
        }

        FoundSingles.Sort((a, b) => a.Hits != b.Hits ? b.Hits.CompareTo(a.Hits) : a.Letter.CompareTo(b.Letter));
    }

    /// <summary>Forgets letters and clusters that can be found no more. Costs a pass over the index.</summary>
    public void Sweep()
    {
        campaigns.Sweep(id => !clusters[id].Stands);
        singles.Sweep(letter => ledger[letter].Cluster >= 0);
    }

    /// <summary>
    /// The first few by shared runs, and the one that is found most completely: a short template inside a long letter
    /// shares few runs, but all it has.
    /// </summary>
    private void KeepBest()
    {
        var keep = options.MaxCandidates;
        if (Found.Count <= keep)
        {
            return;
        }

        var best = keep - 1;
        for (var i = keep - 1; i < Found.Count; i++)
        {
            if (Completeness(Found[i]) > Completeness(Found[best]))
            {
                best = i;
            }
        }

        Found[keep - 1] = Found[best];
        Found.RemoveRange(keep, Found.Count - keep);
    }

    private double Completeness((int Cluster, int Hits) found) =>
        (double)found.Hits / Math.Max(8, clusters[found.Cluster].Template.Count);

    private static int CountShingles(ulong[] shingles, int count)
    {
        var found = 0;
        for (var i = 0; i < count && found <= SomeShingles; i++)
        {
            found += shingles[i] != 0 ? 1 : 0;
        }

        return found;
    }

    public void Save(BinaryWriter to)
    {
        campaigns.Save(to);
        singles.Save(to);
    }

    public void Load(BinaryReader from)
    {
        campaigns.Load(from);
        singles.Load(from);
    }
}
