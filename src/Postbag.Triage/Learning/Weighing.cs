using System.Runtime.CompilerServices;
using Postbag.Triage.Reading;

namespace Postbag.Triage.Learning;

/// <summary>Turns counted features into a vector: how often (its logarithm), times how rare and telling it is, in two
/// blocks of fixed length.</summary>
/// <remarks>Words with their pairs have length 1 where all are known, runs of characters
/// <see cref="TriageOptions.RunWeight"/>: a long letter weighs no more than a short one, and many runs no more than few
/// words.</remarks>
internal sealed class Weighing(TriageOptions options)
{
    private const int Logarithms = 64;

    private static readonly float[] OfCount =
        [.. Enumerable.Range(0, Logarithms).Select(n => n == 0 ? 0 : 1 + MathF.Log(n))];

    /// <summary>How rare a feature is: the usual smoothed inverse document frequency, rounded as it is saved.</summary>
    public static Half Rarity(int examples, int withIt) => (Half)(Math.Log((1.0 + examples) / (1.0 + withIt)) + 1);

    /// <summary>What a feature is worth that no example had: half as much as one that some had.</summary>
    public static float Unseen(Half[] worths)
    {
        double sum = 0;
        foreach (var worth in worths) sum += (double)worth;
        return worths.Length == 0 ? 1 : (float)(sum / worths.Length) / 2;
    }

    /// <summary>Weighs the features of a text.</summary>
    /// <param name="keys">The features whose values these are: the kind is in the key.</param>
    /// <param name="worths">What each is worth.</param>
    /// <param name="counts">How often each stands in the text.</param>
    /// <param name="values">What each weighs, to be filled.</param>
    /// <param name="unknown">How much else stands in the text: a text of which hardly anything is known says little,
    /// and must not be made to speak as loudly as others.</param>
    /// <param name="unseen">What each of those is worth.</param>
    /// <returns>The square of the vector's length.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float Weigh(
        ReadOnlySpan<uint> keys, ReadOnlySpan<float> worths, ReadOnlySpan<int> counts, Span<float> values,
        Unknown unknown, float unseen)
    {
        var pair = (float)options.PairWeight;
        float knownWords = 0, knownRuns = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var value = worths[i] * (counts[i] < Logarithms ? OfCount[counts[i]] : 1 + MathF.Log(counts[i]));
            var kind = (FeatureKind)(keys[i] & 3);
            if (kind == FeatureKind.Pair) value *= pair;
            if (kind == FeatureKind.Run) knownRuns += value * value;
            else knownWords += value * value;
            values[i] = value;
        }

        var wordSquares = knownWords + (unknown.Words * unseen * unseen);
        var runSquares = knownRuns + (unknown.Runs * unseen * unseen);
        var ofWords = wordSquares > 0 ? 1 / MathF.Sqrt(wordSquares) : 0;
        var ofRuns = runSquares > 0 ? (float)options.RunWeight / MathF.Sqrt(runSquares) : 0;
        for (var i = 0; i < keys.Length; i++) values[i] *= (keys[i] & 3) == (uint)FeatureKind.Run ? ofRuns : ofWords;
        return (knownWords * ofWords * ofWords) + (knownRuns * ofRuns * ofRuns);
    }
}

/// <summary>How many features of a text have no row.</summary>
internal struct Unknown
{
    /// <summary>Words and pairs.</summary>
    public int Words;

    public int Runs;

    public void Add(uint key)
    {
        if ((key & 3) == (uint)FeatureKind.Run) Runs++;
        else Words++;
    }
}
