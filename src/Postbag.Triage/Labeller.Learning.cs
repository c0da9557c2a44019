using Postbag.Triage.Learning;

namespace Postbag.Triage;

/// <content>Learning from examples, all at once.</content>
public sealed partial class Labeller
{
    private const ulong OrderSeed = 20260301;

    /// <summary>How often few examples are gone through: it costs nothing.</summary>
    private const int PassesOfFew = 20;

    /// <summary>Few examples are calibrated by leaving out one part in so many in turn.</summary>
    private const int Parts = 5;

    /// <summary>Labels of the newest part that differ by more than this share from the others' say that the examples
    /// aren't in order of time but of something else.</summary>
    private const double OrderedDifference = 0.4;

    /// <summary>Learns labels from examples.</summary>
    /// <param name="examples">In order of time, the oldest first: newer ones count more, and the probabilities are
    /// fitted on the newest. Examples sorted otherwise are noticed and do no harm.</param>
    /// <param name="options">Null for the usual ones.</param>
    /// <exception cref="ArgumentException">There is no example.</exception>
    public static Labeller Learn(IReadOnlyList<Example> examples, TriageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Count == 0) throw new ArgumentException("There is no example to learn from.", nameof(examples));
        options ??= new TriageOptions();
        var (texts, labels, names) = Numbered(examples);
        return texts.Length >= options.ManyExamples
            ? LearnMany(texts, labels, names, options) : LearnFew(texts, labels, names, options);
    }

    /// <summary>As <see cref="Learn"/> learns few examples, for a sixth of the time and the same labels; how sure it
    /// is nobody has tried, so its probabilities mean nothing.</summary>
    internal static Labeller LearnLabels(IReadOnlyList<Example> examples, TriageOptions options)
    {
        var (texts, labels, names) = Numbered(examples);
        return LearnAll(texts, labels, names, new Calibration(), options);
    }

    private static (string[] Texts, int[] Labels, List<string> Names) Numbered(IReadOnlyList<Example> examples)
    {
        var names = examples.Select(example => example.Label).Distinct().Order(StringComparer.Ordinal).ToList();
        var numberOf = names.Select((name, number) => (name, number))
            .ToDictionary(pair => pair.name, pair => pair.number);
        return ([.. examples.Select(example => example.Text)],
            [.. examples.Select(example => numberOf[example.Label])], names);
    }

    /// <summary>The older examples first, then probabilities from the newest, then all of them.</summary>
    private static Labeller LearnMany(string[] texts, int[] labels, List<string> names, TriageOptions options)
    {
        var labelCount = names.Count;
        var inOrder = IsInOrderOfTime(labels, labelCount, options);
        var held = HeldBack(labels.Length, inOrder, options);
        var set = TrainingSet.Build(texts, labels, labelCount, inOrder ? held[0] : labels.Length, options);
        var orders = Orders(set.Count, held, options);
        var costs = new float[set.Count];
        for (var i = 0; i < costs.Length; i++)
        {
            var age = inOrder ? 1 - ((double)i / (costs.Length - 1)) : 0;
            costs[i] = (float)(options.Cost * (1 - (age * (1 - options.OldestWeight))));
        }

        var scores = new float[held.Length * labelCount];
        var blocks = Blocks(set, costs, labelCount);
        Parallel.For(0, blocks.Length, number =>
        {
            for (var pass = 0; pass < options.FirstPasses; pass++) blocks[number].Pass(orders[pass]);
            ScoreInto(blocks[number], number, held, scores, labelCount);
            for (var pass = options.FirstPasses; pass < orders.Length; pass++) blocks[number].Pass(orders[pass]);
        });
        var calibration = Calibration.Fit(scores, [.. held.Select(i => set.Labels[i])], labelCount, options);
        return Made(set, blocks, names, calibration, options);
    }

    /// <summary>Everything, and probabilities from what was learnt without each part in turn.</summary>
    private static Labeller LearnFew(string[] texts, int[] labels, List<string> names, TriageOptions options)
    {
        var seen = new int[names.Count];
        var parts = labels.Select(label => seen[label]++ % Parts).ToArray();
        var scores = new List<float>();
        var truth = new List<int>();
        for (var part = 0; part < Parts; part++)
        {
            int[] rest = [.. Enumerable.Range(0, labels.Length).Where(i => parts[i] != part)];
            int[] held = [.. Enumerable.Range(0, labels.Length).Where(i => parts[i] == part)];
            if (held.Length == 0 || rest.Length == 0) continue;
            var some = LearnAll([.. rest.Select(i => texts[i])], [.. rest.Select(i => labels[i])], names,
                new Calibration(), options);
            foreach (var i in held) scores.AddRange(some.ScoresOf(texts[i]));
            truth.AddRange(held.Select(i => labels[i]));
        }

        return LearnAll(texts, labels, names, Calibration.Fit([.. scores], [.. truth], names.Count, options), options);
    }

    private static Labeller LearnAll(
        string[] texts, int[] labels, List<string> names, Calibration calibration, TriageOptions options)
    {
        var set = TrainingSet.Build(texts, labels, names.Count, labels.Length, options);
        var costs = new float[set.Count];
        Array.Fill(costs, (float)options.CostOfFew);
        var blocks = Blocks(set, costs, names.Count);
        Parallel.ForEach(blocks, block =>
        {
            int[] order = [.. Enumerable.Range(0, set.Count)];
            var shuffling = new FixedOrder(OrderSeed);
            for (var pass = 0; pass < PassesOfFew; pass++)
            {
                shuffling.Shuffle(order);
                block.Pass(order);
            }
        });
        return Made(set, blocks, names, calibration, options);
    }

    private static Labeller Made(
        TrainingSet set, DualDescent[] blocks, List<string> names, Calibration calibration, TriageOptions options) =>
        new(options, [.. names], set.Count, set.Vocabulary, set.Worths,
            WeightTable.From(blocks, names.Count, set.Vocabulary.Count), calibration, new Corrections());

    private static DualDescent[] Blocks(TrainingSet set, float[] costs, int labelCount) =>
    [
        .. Enumerable.Range(0, (labelCount + DualDescent.Lanes - 1) / DualDescent.Lanes)
            .Select(number => new DualDescent(set, costs, number * DualDescent.Lanes)),
    ];

    private static void ScoreInto(DualDescent block, int number, int[] examples, float[] scores, int labelCount)
    {
        var first = number * DualDescent.Lanes;
        var some = Math.Min(DualDescent.Lanes, labelCount - first);
        Span<float> lanes = stackalloc float[DualDescent.Lanes];
        for (var i = 0; i < examples.Length; i++)
        {
            block.ScoreInto(examples[i], lanes);
            lanes[..some].CopyTo(scores.AsSpan((i * labelCount) + first));
        }
    }

    private static int[][] Orders(int count, int[] held, TriageOptions options)
    {
        var isHeld = new bool[count];
        foreach (var i in held) isHeld[i] = true;
        int[] older = [.. Enumerable.Range(0, count).Where(i => !isHeld[i])];
        int[] all = [.. Enumerable.Range(0, count)];
        var shuffling = new FixedOrder(OrderSeed);
        var orders = new int[options.FirstPasses + options.SecondPasses][];
        for (var pass = 0; pass < orders.Length; pass++)
        {
            orders[pass] = (int[])(pass < options.FirstPasses ? older : all).Clone();
            shuffling.Shuffle(orders[pass]);
        }

        return orders;
    }

    private static int[] HeldBack(int count, bool inOrder, TriageOptions options)
    {
        var held = (int)(count * options.HeldBack);
        if (inOrder) return [.. Enumerable.Range(count - held, held)];
        var every = (int)Math.Round(1 / options.HeldBack);
        return [.. Enumerable.Range(0, count).Where(i => i % every == every - 1)];
    }

    /// <summary>False for examples sorted by label, say: their newest part would have labels that the rest has never
    /// seen.</summary>
    private static bool IsInOrderOfTime(int[] labels, int labelCount, TriageOptions options)
    {
        var newest = labels.Length - (int)(labels.Length * options.HeldBack);
        var (older, newer) = (new double[labelCount], new double[labelCount]);
        for (var i = 0; i < labels.Length; i++)
        {
            if (i < newest) older[labels[i]] += 1.0 / newest;
            else newer[labels[i]] += 1.0 / (labels.Length - newest);
        }

        return older.Zip(newer, (a, b) => Math.Abs(a - b)).Sum() / 2 < OrderedDifference;
    }
}
