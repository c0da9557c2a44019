using Postbag.Triage.Learning;
using Postbag.Triage.Reading;

namespace Postbag.Triage;

/// <content>Learning from one decision, and labels that offices rename and merge.</content>
public sealed partial class Labeller
{
    /// <summary>More labels than this nobody can tell apart; guards memory against names made by a mistake in a
    /// file.</summary>
    internal const int MaxLabels = 4_000;

    private const int MostSteps = 40;

    private bool isMerged;

    /// <summary>Learns from one decision, at once and for good: the same text has this label from now on, and texts
    /// like it lean to it. Takes well under a millisecond; everything else is hardly moved.</summary>
    /// <param name="text">The text.</param>
    /// <param name="label">What a person said it is; a name that isn't known yet becomes a label.</param>
    public void Correct(string text, string label)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(label);
        if (!labels.Contains(label)) AddLabel(label);
        if (!spare.TryTake(out var work)) work = new Workspace(options);
        KnowWords(work, text);
        Read(work, text);
        var scores = new float[labels.Count];
        // Aggressive as far as it must and no further (Crammer and others: Online passive-aggressive algorithms, 2006):
        // the smallest change that puts the label before the best of the others by the margin, and again for the next.
        for (var step = 0; step < MostSteps; step++)
        {
            Score(work, scores);
            var (own, other) = Rivals(scores, label);
            var gap = other < 0 ? double.MaxValue : calibration.Scale * (scores[own] - scores[other]);
            if (gap >= options.CorrectionMargin || work.Square == 0) break;
            // A hair more than needed, so that rounding doesn't leave it a hair short for ever.
            var change = (float)(
                ((options.CorrectionMargin - gap) * 1.001 / calibration.Scale / (2 * work.Square)) + 1e-6);
            Move(work, own, change);
            Move(work, other, -change);
        }

        corrections.Remember(work.Text.TextHash(), labels.IndexOf(label));
        spare.Add(work);
    }

    /// <summary>Gives a label another name. If that is a label already, the two are one from now on.</summary>
    public void Rename(string label, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!labels.Contains(label)) throw new ArgumentException($"There is no label {label}.", nameof(label));
        for (var k = 0; k < labels.Count; k++)
            if (labels[k] == label)
                labels[k] = name;
        isMerged = labels.Distinct().Count() < labels.Count;
    }

    private void AddLabel(string label)
    {
        if (labels.Count >= MaxLabels) throw new InvalidOperationException($"An axis has at most {MaxLabels} labels.");
        labels.Add(label);
    }

    /// <summary>Words and pairs that no example had can be learnt from a correction; runs of characters follow their
    /// words.</summary>
    private void KnowWords(Workspace work, string text)
    {
        work.Text.Read(text);
        foreach (var key in work.Text.Keys)
            if ((FeatureKind)(key & 3) != FeatureKind.Run && vocabulary.Find(key) < 0)
                corrections.Of(key, labels.Count);
    }

    /// <summary>The best column of the label, and the best of all others; -1 if there is no other.</summary>
    private (int Own, int Other) Rivals(float[] scores, string label)
    {
        int own = -1, other = -1;
        for (var k = 0; k < labels.Count; k++)
        {
            ref var best = ref own;
            if (labels[k] != label) best = ref other;
            if (best < 0 || scores[k] > scores[best]) best = k;
        }

        return (own, other);
    }

    /// <summary>Moves what the text's features say, never what is said of any text: one decision is no news about the
    /// others.</summary>
    private void Move(Workspace work, int label, float change)
    {
        for (var i = 0; i < work.Count; i++)
            if (corrections.Of(work.Keys[i], labels.Count) is { } added)
                added[label] += change * work.Values[i];
        // What was just made isn't in the workspace yet.
        work.Refresh(corrections);
    }
}
