using System.Diagnostics;
using System.Globalization;
using Postbag.Grouping;

namespace Postbag.Benchmarks;

/// <summary>
/// The promise of `postbag group`: how many letters a second one core takes, how long one decision takes, what a letter
/// costs in memory. A stream as in life: 20 campaigns, 85 % plain copies, 10 % edited, 5 % people with something of
/// their own.
/// </summary>
internal static class GroupingBenchmark
{
    private const int SettleEvery = 256;

    /// <summary>`grouping [10000 100000 …] [--hard]`; without numbers 10,000 and 100,000 letters.</summary>
    public static int Run(string[] arguments)
    {
        var hard = arguments.Contains("--hard");
        var sizes = arguments.Where(argument => argument != "--hard")
            .Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToList();
        if (sizes.Count == 0) sizes = [10_000, 100_000];

        // With fewer the compiler is still at work when the first size is measured.
        Measure(100_000, hard, print: false);
        foreach (var size in sizes) Measure(size, hard, print: true);
        Baseline(Math.Min(sizes[0], 20_000), hard);
        return 0;
    }

    private static void Measure(int size, bool hard, bool print)
    {
        var stream = new LetterStream(20260301, hard ? 400 : 20, hard ? 0.4 : 0.85);
        var grouper = new LetterGrouper();
        var ticks = new long[size];
        var (adding, settling) = (TimeSpan.Zero, TimeSpan.Zero);
        var batch = new Letter[SettleEvery];
        for (var done = 0; done < size;)
        {
            var count = Math.Min(SettleEvery, size - done);
            for (var i = 0; i < count; i++) batch[i] = stream.Next();
            // Processor time, not the clock's: other work on the machine must not count.
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                grouper.Add(batch[i]);
                ticks[done++] = Stopwatch.GetTimestamp() - start;
            }

            var between = Environment.CpuUsage.TotalTime;
            grouper.Settle();
            (adding, settling) = (adding + between - before, settling + Environment.CpuUsage.TotalTime - between);
        }

        if (!print) return;
        Array.Sort(ticks);
        var frequency = (double)Stopwatch.Frequency;
        var memory = grouper.Size();
        var saving = Stopwatch.GetTimestamp();
        using var state = new MemoryStream();
        grouper.Save(state);
        state.Position = 0;
        var loading = Stopwatch.GetTimestamp();
        LetterGrouper.Load(state);
        var loaded = Stopwatch.GetTimestamp();
        Console.WriteLine(
            $"{size:N0} letters: {size / adding.TotalSeconds:N0}/s decisions alone, {size / (adding + settling).TotalSeconds:N0}/s with revisions (processor time); "
            + $"by the clock p50 {At(0.5):N1} us, p99 {At(0.99):N0} us, p99.9 {At(0.999):N0} us, worst {At(1):N0} us");
        Console.WriteLine(
            $"  bytes a letter: index and templates {memory.Index / size:N0}, words of kept letters {memory.KeptLetters / size:N0}, "
            + $"vocabulary {memory.Vocabulary / size:N0}, ledger {memory.Ledger / size:N0}; fixed {memory.Fixed / 1_048_576.0:N1} MB");
        Console.WriteLine(
            $"  state {state.Length / 1_048_576.0:N1} MB, saved in {(loading - saving) / frequency:N2} s, loaded in {(loaded - loading) / frequency:N2} s; "
            + $"{grouper.Campaigns().Count} campaigns, {Held(grouper, size):N0} letters held");

        static int Held(LetterGrouper grouper, int size) =>
            Enumerable.Range(0, size).Count(letter => grouper.Now(letter).State == LetterState.Held);

        double At(double share) => ticks[Math.Min(size - 1, (int)(share * size))] / frequency * 1e6;
    }

    private static void Baseline(int size, bool hard)
    {
        var stream = new LetterStream(20260301, hard ? 400 : 20, hard ? 0.4 : 0.85);
        var letters = Enumerable.Range(0, size).Select(_ => stream.Next().Text).ToList();
        var index = new MinHashIndex();
        foreach (var letter in letters.Take(500)) index.Add(letter);
        index = new MinHashIndex();
        var start = Environment.CpuUsage.TotalTime;
        foreach (var letter in letters) index.Add(letter);
        Console.WriteLine($"MinHash-LSH, 128 permutations, {size:N0} letters: {size / (Environment.CpuUsage.TotalTime - start).TotalSeconds:N0}/s, "
            + $"{MinHashIndex.BytesPerLetter:N0} bytes a letter");
    }
}

/// <summary>Invented letters without end from a fixed seed.</summary>
internal sealed class LetterStream
{
    private static readonly string[] Syllables =
        ["tre", "pol", "wick", "ham", "gar", "ven", "dro", "mor", "lis", "kerr", "bry", "stow", "fen", "ash", "cul",
            "dun", "ray", "ox"];

    private static readonly string[] Small =
        ["the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "by", "this", "are",
            "we", "have", "not"];

    private readonly Random random;
    private readonly string[] words;
    private readonly string[] campaigns;
    private readonly double copies;
    private int sent;

    public LetterStream(int seed, int campaignCount, double copies)
    {
        random = new Random(seed);
        this.copies = copies;
        words = [.. Enumerable.Range(0, 20_000)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Syllables))))];
        campaigns = [.. Enumerable.Range(0, campaignCount)
            .Select(_ => string.Join("\n\n", Enumerable.Range(0, 4).Select(_ => Paragraph(55))))];
    }

    public Letter Next()
    {
        var kind = random.NextDouble();
        var campaign = campaigns[(int)(campaigns.Length * Math.Pow(random.NextDouble(), 2))];
        var body = kind < copies ? campaign
            : kind < copies + ((1 - copies) * 2 / 3) ? Edit(campaign)
            : Paragraph(random.Next(40, 200));
        var name = $"{Pick(words)} {Pick(words)}";
        return new Letter(
            $"writer{sent++}@example.org", "A letter",
            $"Dear Mr Osei,\n\n{body}\n\nYours sincerely,\n{name}\n{random.Next(1, 200)} Quay Street\nZZ1 1AA\n");
    }

    private string Edit(string campaign)
    {
        var paragraphs = campaign.Split("\n\n").ToList();
        if (random.Next(3) == 0) paragraphs.RemoveAt(random.Next(paragraphs.Count));
        paragraphs.Insert(random.Next(paragraphs.Count + 1), Paragraph(random.Next(8, 90)));
        return string.Join("\n\n", paragraphs);
    }

    private string Paragraph(int length) => string.Join(
        ' ', Enumerable.Range(0, length)
            .Select(i => random.Next(5) < 2 ? Pick(Small) : Pick(words) + (i % 12 == 11 ? "." : "")));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}

/// <summary>The usual way, for the ratio: 128 minimal hashes of five-word runs, looked up by 32 bands of
/// four.</summary>
internal sealed class MinHashIndex
{
    private const int Permutations = 128;
    private const int Rows = 4;

    private readonly ulong[] multipliers = new ulong[Permutations];
    private readonly Dictionary<ulong, List<int>>[] bands =
        [.. Enumerable.Range(0, Permutations / Rows).Select(_ => new Dictionary<ulong, List<int>>())];
    private readonly List<uint[]> signatures = [];
    private readonly List<uint> hashes = [];

    public MinHashIndex()
    {
        var random = new Random(7);
        for (var i = 0; i < Permutations; i++) multipliers[i] = (ulong)random.NextInt64() | 1;
    }

    /// <summary>The signature, and in each band a key and a place in a list.</summary>
    public static double BytesPerLetter => (Permutations * 4) + (Permutations / Rows * (8 + 4));

    public int Add(string text)
    {
        hashes.Clear();
        foreach (var word in text.AsSpan().SplitAny(" \n.,"))
        {
            var hash = 2166136261u;
            foreach (var c in text.AsSpan()[word]) hash = (hash ^ char.ToLowerInvariant(c)) * 16777619;
            if (hash != 2166136261u) hashes.Add(hash);
        }

        var signature = new uint[Permutations];
        Array.Fill(signature, uint.MaxValue);
        for (var i = 0; i + 5 <= hashes.Count; i++)
        {
            var shingle = 0UL;
            for (var k = 0; k < 5; k++) shingle = (shingle * 0x9E3779B97F4A7C15) + hashes[i + k];
            for (var p = 0; p < Permutations; p++)
                signature[p] = Math.Min(signature[p], (uint)((shingle * multipliers[p]) >> 32));
        }

        return Match(signature);
    }

    private int Match(uint[] signature)
    {
        var best = -1;
        var most = Permutations / 2;
        for (var band = 0; band < bands.Length; band++)
        {
            var key = 0UL;
            for (var row = 0; row < Rows; row++) key = (key * 0x9E3779B97F4A7C15) + signature[(band * Rows) + row];
            if (!bands[band].TryGetValue(key, out var letters))
            {
                bands[band][key] = letters = [];
            }

            // The last of a band is enough to be in its group; comparing with all would be quadratic.
            if (letters.Count > 0)
            {
                var same = 0;
                var other = signatures[letters[^1]];
                for (var i = 0; i < Permutations; i++) same += signature[i] == other[i] ? 1 : 0;
                if (same > most) (best, most) = (letters[^1], same);
            }

            letters.Add(signatures.Count);
        }

        signatures.Add(signature);
        return best;
    }
}
