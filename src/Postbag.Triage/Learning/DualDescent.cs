using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Postbag.Triage.Learning;

/// <summary>
/// Learns one linear separator a label, each label against the rest, sixteen labels at a time: a row of weights is one
/// line of the processor's cache, and one pass over an example moves all sixteen.
/// </summary>
/// <remarks>
/// Dual coordinate descent for the L2-regularised squared hinge loss (Hsieh, Chang, Lin, Keerthi, Sundararajan: A dual
/// coordinate descent method for large-scale linear SVM, ICML 2008): no step size, and close to the optimum after a few
/// passes. Blocks share nothing, so they are learnt on as many cores as there are, with the same result on one. Sums
/// are made lane by lane without fused operations: any processor comes to the same weights.
/// </remarks>
internal sealed class DualDescent
{
    /// <summary>Labels in a block.</summary>
    public const int Lanes = 16;

    /// <summary>What an example of the label itself costs, beside one of the others; more for a rare label, or it would
    /// never be suggested.</summary>
    private const double OwnCost = 1.5;

    /// <summary>The share of a label that is neither rare nor common.</summary>
    private const double UsualShare = 0.05;

    private const double Rareness = 0.3;
    private const double MostOwnCost = 100;

    private readonly TrainingSet set;
    private readonly float[] ownCosts = new float[Lanes];
    private readonly float[] costs;
    private readonly int firstLabel;
    private readonly float[] weights;
    private readonly float[] duals;
    private Vector512<float> bias;

    /// <summary>A block that has learnt nothing yet.</summary>
    /// <param name="set">The examples.</param>
    /// <param name="costs">What getting each wrong costs.</param>
    /// <param name="firstLabel">The label of the first lane.</param>
    public DualDescent(TrainingSet set, float[] costs, int firstLabel)
    {
        this.set = set;
        this.costs = costs;
        this.firstLabel = firstLabel;
        weights = new float[(long)set.Vocabulary.Count * Lanes];
        duals = new float[(long)set.Count * Lanes];
        Span<int> have = stackalloc int[Lanes];
        foreach (var label in set.Labels)
            if ((uint)(label - firstLabel) < Lanes)
                have[label - firstLabel]++;
        for (var lane = 0; lane < Lanes; lane++)
            ownCosts[lane] = (float)Math.Clamp(
                OwnCost * Math.Pow(set.Count * UsualShare / Math.Max(1, have[lane]), Rareness), 1, MostOwnCost);
    }

    /// <summary>Sixteen weights a row.</summary>
    public ReadOnlySpan<float> Weights => weights;

    public float Bias(int lane) => bias.GetElement(lane);

    /// <summary>Goes through examples once.</summary>
    /// <param name="order">Which, in which order.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pass(ReadOnlySpan<int> order)
    {
        var rows = set.Rows;
        var values = set.Values;
        ref var weight = ref MemoryMarshal.GetArrayDataReference(weights);
        ref var dual = ref MemoryMarshal.GetArrayDataReference(duals);
        var against = Vector512.Create(-1f);
        foreach (var example in order)
        {
            int from = set.Starts[example], to = set.Starts[example + 1];
            var score = Score(from, to);
            var ridge = Vector512.Create(1 / (2 * costs[example]));
            var square = Vector512.Create(set.Squares[example] + 1);
            var own = set.Labels[example] - firstLabel;
            var side = (uint)own < Lanes ? against.WithElement(own, 1f) : against;
            if ((uint)own < Lanes) ridge = ridge.WithElement(own, 1 / (2 * costs[example] * ownCosts[own]));
            var before = Vector512.LoadUnsafe(ref dual, (nuint)example * Lanes);
            var slope = (side * score) - Vector512<float>.One + (ridge * before);
            var after = Vector512.Max(Vector512<float>.Zero, before - (slope / (square + ridge)));
            if (after == before) continue;
            after.StoreUnsafe(ref dual, (nuint)example * Lanes);
            var change = (after - before) * side;
            bias += change;
            for (var i = from; i < to; i++)
            {
                var place = (nuint)rows[i] * Lanes;
                (Vector512.LoadUnsafe(ref weight, place) + (change * values[i])).StoreUnsafe(ref weight, place);
            }
        }
    }

    /// <summary>The scores of one example for the sixteen labels.</summary>
    public void ScoreInto(int example, Span<float> scores) =>
        Score(set.Starts[example], set.Starts[example + 1]).CopyTo(scores);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Score(int from, int to)
    {
        ref var weight = ref MemoryMarshal.GetArrayDataReference(weights);
        var score = bias;
        var rows = set.Rows;
        var values = set.Values;
        for (var i = from; i < to; i++) score += Vector512.LoadUnsafe(ref weight, (nuint)rows[i] * Lanes) * values[i];
        return score;
    }
}
