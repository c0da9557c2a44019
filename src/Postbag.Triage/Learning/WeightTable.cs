using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Postbag.Triage.Learning;

/// <summary>What was learnt, a byte a weight: a row of as many weights as there were labels, with a scale of its
/// own.</summary>
/// <remarks>Rounding to a 127th of a row's largest weight changes no figure of docs/triage in its third place, and
/// makes a model a quarter as large.</remarks>
internal sealed class WeightTable(int labelCount, float[] bias, float[] scales, sbyte[] cells)
{
    public int LabelCount => labelCount;

    public float[] Bias => bias;

    /// <summary>One a row.</summary>
    public float[] Scales => scales;

    public sbyte[] Cells => cells;

    public int RowCount => scales.Length;

    public static WeightTable From(DualDescent[] blocks, int labelCount, int rowCount)
    {
        var bias = new float[labelCount];
        for (var k = 0; k < labelCount; k++) bias[k] = blocks[k / DualDescent.Lanes].Bias(k % DualDescent.Lanes);
        var scales = new float[rowCount];
        var cells = new sbyte[(long)rowCount * labelCount];
        Parallel.For(0, (rowCount + 4095) / 4096, part =>
        {
            for (var row = part * 4096; row < Math.Min(rowCount, (part + 1) * 4096); row++)
            {
                var most = 0f;
                for (var k = 0; k < labelCount; k++) most = Math.Max(most, Math.Abs(Weight(row, k)));
                if (most == 0) continue;
                scales[row] = most / sbyte.MaxValue;
                for (var k = 0; k < labelCount; k++)
                    cells[(row * labelCount) + k] = (sbyte)MathF.Round(Weight(row, k) / scales[row]);
            }
        });
        return new WeightTable(labelCount, bias, scales, cells);

        float Weight(int row, int k) =>
            blocks[k / DualDescent.Lanes].Weights[(row * DualDescent.Lanes) + (k % DualDescent.Lanes)];
    }

    /// <summary>Adds a row times a value to the scores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(Span<float> scores, int row, float value)
    {
        var step = value * scales[row];
        var weights = cells.AsSpan(row * labelCount, labelCount);
        var k = 0;
        for (; k + Vector128<sbyte>.Count <= weights.Length; k += Vector128<sbyte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Create<sbyte>(weights[k..]));
            var ((a, b), (c, d)) = (Vector128.Widen(low), Vector128.Widen(high));
            Add(scores[k..], a, step);
            Add(scores[(k + 4)..], b, step);
            Add(scores[(k + 8)..], c, step);
            Add(scores[(k + 12)..], d, step);
        }

        for (; k < weights.Length; k++) scores[k] += step * weights[k];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<float> scores, Vector128<int> weights, float step) =>
        (Vector128.Create<float>(scores) + (Vector128.ConvertToSingle(weights) * step)).CopyTo(scores);

    public float this[int row, int label] => label < labelCount ? scales[row] * cells[(row * labelCount) + label] : 0;
}
