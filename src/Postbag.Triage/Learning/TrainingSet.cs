using System.Runtime.CompilerServices;
using Postbag.Triage.Reading;

namespace Postbag.Triage.Learning;

/// <summary>The examples as vectors, one after another, with the vocabulary they are written in.</summary>
/// <remarks>Made by as many threads as there are cores, in fixed portions: the result doesn't depend on who did
/// which.</remarks>
internal sealed class TrainingSet
{
    /// <summary>Examples are read in portions of this many.</summary>
    private const int Portion = 512;

    /// <summary>Features are counted in so many parts, by a bit of their keys.</summary>
    private const int CountingParts = 2;

    private TrainingSet(Vocabulary vocabulary, Half[] worths, int[] starts, int[] rows, float[] values, float[] squares,
        int[] labels)
    {
        Vocabulary = vocabulary;
        Worths = worths;
        Starts = starts;
        Rows = rows;
        Values = values;
        Squares = squares;
        Labels = labels;
    }

    public Vocabulary Vocabulary { get; }

    /// <summary>What the feature of each row is worth: how rare it is and how much it tells.</summary>
    public Half[] Worths { get; }

    /// <summary>Where each example's features begin; one more at the end.</summary>
    public int[] Starts { get; }

    public int[] Rows { get; }

    public float[] Values { get; }

    /// <summary>The square of each vector's length.</summary>
    public float[] Squares { get; }

    public int[] Labels { get; }

    public int Count => Labels.Length;

    /// <summary>Reads, counts and weighs the examples.</summary>
    /// <param name="texts">The examples' texts.</param>
    /// <param name="labels">The number of each example's label.</param>
    /// <param name="labelCount">How many labels there are.</param>
    /// <param name="telling">How many of the examples, from the first, say how telling a feature is: none that is
    /// calibrated on.</param>
    /// <param name="options">What counts as a feature.</param>
    public static TrainingSet Build(
        IReadOnlyList<string> texts, int[] labels, int labelCount, int telling, TriageOptions options)
    {
        var portions = new PortionOfTexts[(texts.Count + Portion - 1) / Portion];
        Parallel.For(
            0, portions.Length, () => new TextFeatures(options),
            (number, _, features) =>
            {
                portions[number] = PortionOfTexts.Read(
                    texts, number * Portion, Math.Min(texts.Count, (number + 1) * Portion), features);
                return features;
            },
            _ => { });
        var (vocabulary, worths) = CountFeatures(portions, texts.Count, labelCount, options);
        Parallel.ForEach(portions, portion => portion.FindRows(vocabulary));
        Tell(portions, worths, labels, labelCount, telling);
        var unseen = Weighing.Unseen(worths);
        Parallel.ForEach(portions, portion => portion.Weigh(worths, new Weighing(options), unseen));
        return Join(portions, vocabulary, worths, labels);
    }

    private static (Vocabulary Vocabulary, Half[] Worths) CountFeatures(
        PortionOfTexts[] portions, int examples, int labelCount, TriageOptions options)
    {
        var counters = new FeatureCounter[CountingParts];
        Parallel.For(0, CountingParts, part =>
        {
            counters[part] = new FeatureCounter();
            foreach (var portion in portions) portion.CountInto(counters[part], (uint)part);
        });
        var atLeast = examples >= options.ManyExamples ? options.MinExamples : 1;
        var most = (int)(options.ModelBytes / (sizeof(uint) + sizeof(float) + 2L + labelCount));
        var found = counters.SelectMany(counter => counter.From(atLeast)).ToArray();
        // The commonest first: their weights lie together in memory. Equal ones by key, so that the order is always the
        // same.
        var order = new ulong[found.Length];
        for (var i = 0; i < found.Length; i++) order[i] = ((ulong)(uint)~found[i].Examples << 32) | found[i].Key;
        Array.Sort(order);
        if (order.Length > most) Array.Resize(ref order, most);
        var keys = new uint[order.Length];
        var worths = new Half[order.Length];
        for (var row = 0; row < order.Length; row++)
        {
            keys[row] = (uint)order[row];
            worths[row] = Weighing.Rarity(examples, (int)~(uint)(order[row] >> 32));
        }

        return (new Vocabulary(keys), worths);
    }

    /// <summary>Weighs each feature by how much it tells of the labels.</summary>
    private static void Tell(PortionOfTexts[] portions, Half[] worths, int[] labels, int labelCount, int older)
    {
        var telling = new Telling(labels.AsSpan(0, older), labelCount, worths.Length);
        Parallel.For(0, CountingParts, part =>
        {
            for (int number = 0, example = 0; number < portions.Length
                && example < older; example += portions[number++].Count)
                portions[number].TellInto(
                    telling, labels.AsSpan(example, Math.Min(portions[number].Count, older - example)), part);
        });
        Parallel.For(0, worths.Length, row => worths[row] = (Half)((double)worths[row] * telling.Of(row)));
    }

    private static TrainingSet Join(PortionOfTexts[] portions, Vocabulary vocabulary, Half[] worths, int[] labels)
    {
        var starts = new int[labels.Length + 1];
        var features = portions.Sum(portion => (long)portion.FeatureCount);
        if (features > Array.MaxLength)
            throw new ArgumentException("These are too many examples to learn from at once.", nameof(labels));
        var rows = new int[features];
        var values = new float[features];
        var squares = new float[labels.Length];
        int at = 0, example = 0;
        foreach (var portion in portions)
        {
            portion.Rows.CopyTo(rows.AsSpan(at));
            portion.Values.CopyTo(values.AsSpan(at));
            for (var i = 0; i < portion.Count; i++, example++)
            {
                starts[example] = at;
                squares[example] = portion.Squares[i];
                at += portion.Lengths[i];
            }
        }

        starts[^1] = at;
        return new TrainingSet(vocabulary, worths, starts, rows, values, squares, labels);
    }

    /// <summary>Some examples that follow each other, on their way from texts to vectors.</summary>
    private sealed class PortionOfTexts(int count)
    {
        private uint[] keys = [];
        private int[] counts = [];
        private float[] values = [];
        private int[] rows = [];
        private readonly Unknown[] unknown = new Unknown[count];

        public int Count => count;

        /// <summary>How many features each example has.</summary>
        public int[] Lengths { get; } = new int[count];

        public float[] Squares { get; } = new float[count];

        public int FeatureCount { get; private set; }

        public ReadOnlySpan<int> Rows => rows.AsSpan(0, FeatureCount);

        public ReadOnlySpan<float> Values => values.AsSpan(0, FeatureCount);

        public static PortionOfTexts Read(IReadOnlyList<string> texts, int from, int to, TextFeatures features)
        {
            var portion = new PortionOfTexts(to - from);
            for (var i = from; i < to; i++)
            {
                features.Read(texts[i]);
                var needed = portion.FeatureCount + features.Count;
                if (needed > portion.keys.Length)
                {
                    Array.Resize(ref portion.keys, Math.Max(needed, portion.keys.Length * 2));
                    Array.Resize(ref portion.counts, portion.keys.Length);
                }

                features.Keys.CopyTo(portion.keys.AsSpan(portion.FeatureCount));
                features.Counts.CopyTo(portion.counts.AsSpan(portion.FeatureCount));
                portion.Lengths[i - from] = features.Count;
                portion.FeatureCount = needed;
            }

            return portion;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void CountInto(FeatureCounter counter, uint part)
        {
            foreach (var key in keys.AsSpan(0, FeatureCount))
                if ((key >> 2) % CountingParts == part)
                    counter.Add(key);
        }

        /// <summary>Drops what isn't in the vocabulary.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void FindRows(Vocabulary vocabulary)
        {
            rows = new int[FeatureCount];
            int read = 0, kept = 0;
            for (var example = 0; example < Count; example++)
            {
                var first = kept;
                for (var end = read + Lengths[example]; read < end; read++)
                {
                    var row = vocabulary.Find(keys[read]);
                    if (row < 0)
                    {
                        unknown[example].Add(keys[read]);
                        continue;
                    }

                    keys[kept] = keys[read];
                    counts[kept] = counts[read];
                    rows[kept++] = row;
                }

                Lengths[example] = kept - first;
            }

            FeatureCount = kept;
        }

        /// <summary>Counts the labels of the first examples for the rows of one part.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void TellInto(Telling telling, ReadOnlySpan<int> labels, int part)
        {
            var at = 0;
            for (var example = 0; example < labels.Length; example++)
                for (var end = at + Lengths[example]; at < end; at++)
                    if (rows[at] % CountingParts == part)
                        telling.Count(rows[at], labels[example]);
        }

        public void Weigh(Half[] worths, Weighing weighing, float unseen)
        {
            values = new float[FeatureCount];
            var worth = new float[FeatureCount];
            for (var i = 0; i < FeatureCount; i++) worth[i] = (float)worths[rows[i]];
            for (int example = 0, at = 0; example < Count; at += Lengths[example++])
            {
                var length = Lengths[example];
                Squares[example] = weighing.Weigh(
                    keys.AsSpan(at, length), worth.AsSpan(at, length), counts.AsSpan(at, length),
                    values.AsSpan(at, length), unknown[example], unseen);
            }
        }
    }
}
