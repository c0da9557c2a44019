namespace Postbag.Triage.Learning;

/// <summary>
/// How much a feature tells of the labels: how far the labels of the texts that have it lie from those of all texts
/// (their relative entropy). "Insulin" tells more than "assessment" even where both are as rare.
/// </summary>
internal sealed class Telling
{
    /// <summary>A feature is held to the labels of all texts by this many texts' worth: two texts prove
    /// little.</summary>
    private const double Smoothing = 2;

    /// <summary>What a feature is worth at least, which tells nothing by itself.</summary>
    private const double Least = 0.1;

    private readonly double[] shares;
    private readonly int[] counts;
    private readonly int labelCount;

    public Telling(ReadOnlySpan<int> labels, int labelCount, int rowCount)
    {
        this.labelCount = labelCount;
        counts = new int[rowCount * labelCount];
        shares = new double[labelCount];
        foreach (var label in labels) shares[label]++;
        for (var k = 0; k < labelCount; k++) shares[k] = (shares[k] + 0.5) / (labels.Length + (0.5 * labelCount));
    }

    public void Count(int row, int label) => counts[(row * labelCount) + label]++;

    public double Of(int row)
    {
        var ofRow = counts.AsSpan(row * labelCount, labelCount);
        var all = Smoothing;
        foreach (var count in ofRow) all += count;
        double told = 0;
        for (var k = 0; k < labelCount; k++)
        {
            var share = (ofRow[k] + (Smoothing * shares[k])) / all;
            told += share * Math.Log(share / shares[k]);
        }

        // Its root: twice as telling a feature isn't twice as good a witness.
        return Math.Sqrt(Math.Max(0, told)) + Least;
    }
}
