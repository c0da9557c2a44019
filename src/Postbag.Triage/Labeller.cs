using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Postbag.Triage.Learning;

namespace Postbag.Triage;

/// <summary>
/// Learns which label texts have from examples of an office's own decisions, and suggests one for a new text: with how
/// probable it is and the words that say so.
/// </summary>
/// <remarks>
/// A pure library: no clock, no file, nothing sent anywhere; the same examples in the same order give the same bytes,
/// on one core or many. No word of any text is kept, only numbers. Many threads may ask for suggestions at once, but
/// not while another corrects or renames.
/// </remarks>
public sealed partial class Labeller
{
    private readonly TriageOptions options;
    private readonly Vocabulary vocabulary;
    private readonly Half[] savedWorths;
    private readonly float[] worths;
    private readonly float unseen;
    private readonly WeightTable weights;
    private readonly Corrections corrections;
    private readonly ConcurrentBag<Workspace> spare = [];
    private readonly List<string> labels;
    private readonly Calibration calibration;

    private Labeller(
        TriageOptions options, List<string> labels, int exampleCount, Vocabulary vocabulary, Half[] worths,
        WeightTable weights, Calibration calibration, Corrections corrections)
    {
        this.options = options;
        this.labels = labels;
        this.vocabulary = vocabulary;
        this.weights = weights;
        this.calibration = calibration;
        this.corrections = corrections;
        savedWorths = worths;
        this.worths = [.. worths.Select(worth => (float)worth)];
        ExampleCount = exampleCount;
        unseen = Weighing.Unseen(worths);
    }

    /// <summary>The labels it knows, each once.</summary>
    public IReadOnlyList<string> Labels => [.. labels.Distinct()];

    /// <summary>How many examples it was learnt from; corrections aren't counted.</summary>
    public int ExampleCount { get; }

    /// <summary>Suggestions less probable than this are marked as unsure.</summary>
    public double Threshold => calibration.Threshold;

    /// <summary>Whether a person has said what exactly this text is.</summary>
    public bool IsCorrected(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (corrections.Texts.Count == 0) return false;
        if (!spare.TryTake(out var work)) work = new Workspace(options);
        work.Text.Read(text);
        spare.Add(work);
        return corrections.Texts.ContainsKey(work.Text.TextHash());
    }

    /// <summary>What a text probably is. Never fails, whatever the text; takes some 10 microseconds for a short
    /// letter.</summary>
    public Suggestion Suggest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!spare.TryTake(out var work)) work = new Workspace(options);
        var scores = labels.Count <= 64 ? stackalloc float[labels.Count] : new float[labels.Count];
        var shares = labels.Count <= 64 ? stackalloc double[labels.Count] : new double[labels.Count];
        Read(work, text);
        Score(work, scores);
        calibration.Share(scores, shares);
        var label = BestOf(shares, out var share);
        var sureness = calibration.Sureness(share);
        var isCorrected = corrections.Texts.TryGetValue(work.Text.TextHash(), out var corrected);
        if (isCorrected && labels[corrected] != labels[label]) label = corrected;
        if (isCorrected) sureness = Math.Max(sureness, 0.99);
        var reasons = Reasons.Find(work, text, GainsOf(work, label, RunnerUpTo(label, shares)), options.Reasons);
        spare.Add(work);
        return new Suggestion(labels[label], sureness, sureness < calibration.Threshold, reasons);
    }

    private float[] ScoresOf(string text)
    {
        var work = new Workspace(options);
        var scores = new float[labels.Count];
        Read(work, text);
        Score(work, scores);
        return scores;
    }

    private void Read(Workspace work, string text) =>
        work.Read(text, vocabulary, worths, unseen, corrections);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Score(Workspace work, Span<float> scores)
    {
        for (var k = 0; k < scores.Length; k++) scores[k] = k < weights.LabelCount ? weights.Bias[k] : -1;
        var rows = work.Rows;
        var values = work.Values;
        var added = work.Added;
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] >= 0) weights.AddTo(scores, rows[i], values[i]);
            if (added[i] is not { } more) continue;
            for (var k = 0; k < more.Length; k++) scores[k] += values[i] * more[k];
        }
    }

    /// <summary>What each feature says for a label and not for the next best one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<float> GainsOf(Workspace work, int label, int runnerUp)
    {
        var gains = work.Gains;
        var values = work.Values;
        for (var i = 0; i < gains.Length; i++)
        {
            var weight = WeightOf(work, i, label);
            gains[i] = values[i] * (runnerUp == label ? weight : Reasons.Gain(weight, WeightOf(work, i, runnerUp)));
        }

        return gains;
    }

    private float WeightOf(Workspace work, int feature, int label)
    {
        var weight = work.Rows[feature] >= 0 ? weights[work.Rows[feature], label] : 0;
        return work.Added[feature] is { } more && label < more.Length ? weight + more[label] : weight;
    }

    /// <summary>The most probable label; labels that were merged count together, under the likeliest of them.</summary>
    private int BestOf(Span<double> shares, out double share)
    {
        if (isMerged)
        {
            for (var k = 0; k < labels.Count; k++)
            {
                var first = labels.IndexOf(labels[k]);
                if (first == k) continue;
                shares[first] += shares[k];
                shares[k] = 0;
            }
        }

        var best = Calibration.Best(shares);
        share = shares[best];
        return best;
    }

    private static int RunnerUpTo(int label, ReadOnlySpan<double> shares)
    {
        var runnerUp = label;
        for (var k = 0; k < shares.Length; k++)
            if (k != label && (runnerUp == label || shares[k] > shares[runnerUp]))
                runnerUp = k;
        return runnerUp;
    }
}
