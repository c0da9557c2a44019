namespace Postbag.Triage.Learning;

/// <summary>
/// Makes probabilities of scores: one scale puts the labels in proportion, and a line through the log odds of the best
/// one says how often such a guess is right. Fitted on examples that weren't learnt from.
/// </summary>
internal sealed class Calibration
{
    /// <summary>How steep scores of separators usually are; what is fitted leaves it only on evidence.</summary>
    private const double UsualScale = 4;

    private const int Rounds = 12;

    /// <summary>Log odds beyond this are all alike: nobody has the letters to tell them apart.</summary>
    private const double MostOdds = 9;

    public double Scale { get; init; } = UsualScale;

    /// <summary>Where the line through the log odds begins, and how steep it is.</summary>
    public double Level { get; init; }

    public double Steepness { get; init; } = 1;

    /// <summary>Suggestions less probable than this aren't shown.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>How often a guess is right whose share among the labels is this.</summary>
    public double Sureness(double share) => 1 / (1 + Math.Exp(-(Level + (Steepness * LogOdds(share)))));

    /// <summary>Each label's share by its score, together 1.</summary>
    public void Share(ReadOnlySpan<float> scores, Span<double> shares) => Share(scores, Scale, shares);

    /// <summary>Fits all of it.</summary>
    /// <param name="scores">A row of scores an example.</param>
    /// <param name="labels">The label each example has;</param>
    /// <param name="labelCount">How many scores a row has.</param>
    /// <param name="options">What is shown.</param>
    public static Calibration Fit(float[] scores, int[] labels, int labelCount, TriageOptions options)
    {
        var scale = FitScale(scores, labels, labelCount);
        var odds = new double[labels.Length];
        var right = new bool[labels.Length];
        var shares = new double[labelCount];
        for (var i = 0; i < labels.Length; i++)
        {
            Share(scores.AsSpan(i * labelCount, labelCount), scale, shares);
            var best = Best(shares);
            odds[i] = LogOdds(shares[best]);
            right[i] = best == labels[i];
        }

        var (level, steepness) = FitLine(odds, right);
        var unshown = new Calibration { Scale = scale, Level = level, Steepness = steepness };
        return new Calibration
        {
            Scale = scale,
            Level = level,
            Steepness = steepness,
            Threshold = ThresholdFor([.. odds.Select(o => unshown.Sureness(1 / (1 + Math.Exp(-o))))], right, options),
        };
    }

    public static int Best(ReadOnlySpan<double> shares)
    {
        var best = 0;
        for (var k = 1; k < shares.Length; k++) best = shares[k] > shares[best] ? k : best;
        return best;
    }

    private static double LogOdds(double share) =>
        Math.Clamp(Math.Log(share / Math.Max(1 - share, 1e-12)), -MostOdds, MostOdds);

    private static void Share(ReadOnlySpan<float> scores, double scale, Span<double> shares)
    {
        var most = double.NegativeInfinity;
        for (var k = 0; k < scores.Length; k++) most = Math.Max(most, shares[k] = scale * scores[k]);
        double sum = 0;
        for (var k = 0; k < scores.Length; k++) sum += shares[k] = Math.Exp(shares[k] - most);
        for (var k = 0; k < scores.Length; k++) shares[k] /= sum;
    }

    /// <summary>The scale of greatest likelihood, by Newton's steps.</summary>
    private static double FitScale(float[] scores, int[] labels, int labelCount)
    {
        var scale = UsualScale;
        var shares = new double[labelCount];
        for (var round = 0; round < Rounds; round++)
        {
            double slope = scale - UsualScale, bend = 1;
            for (var i = 0; i < labels.Length; i++)
            {
                var row = scores.AsSpan(i * labelCount, labelCount);
                Share(row, scale, shares);
                double mean = 0, square = 0;
                for (var k = 0; k < labelCount; k++)
                {
                    mean += shares[k] * row[k];
                    square += shares[k] * row[k] * row[k];
                }

                slope += mean - row[labels[i]];
                bend += square - (mean * mean);
            }

            var step = slope / bend;
            scale = Math.Clamp(scale - step, 0.5, 50);
            if (Math.Abs(step) < 1e-4) break;
        }

        return scale;
    }

    /// <summary>A logistic line, held at "as the shares say" by a few letters' worth.</summary>
    private static (double Level, double Steepness) FitLine(double[] odds, bool[] right)
    {
        double level = 0, steepness = 1;
        for (var round = 0; round < Rounds; round++)
        {
            // The ridge: two letters' worth.
            double g0 = level * 0.5, g1 = (steepness - 1) * 2, h00 = 0.5, h01 = 0, h11 = 2;
            for (var i = 0; i < odds.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(level + (steepness * odds[i]))));
                var error = p - (right[i] ? 1 : 0);
                var bend = p * (1 - p);
                g0 += error;
                g1 += error * odds[i];
                h00 += bend;
                h01 += bend * odds[i];
                h11 += bend * odds[i] * odds[i];
            }

            var determinant = (h00 * h11) - (h01 * h01);
            level -= ((h11 * g0) - (h01 * g1)) / determinant;
            steepness = Math.Max(0.05, steepness - (((h00 * g1) - (h01 * g0)) / determinant));
        }

        return (Math.Clamp(level, -10, 10), Math.Clamp(steepness, 0.05, 10));
    }

    /// <summary>The lowest probability down to which enough of what would be shown was right.</summary>
    private static double ThresholdFor(double[] sureness, bool[] right, TriageOptions options)
    {
        var order = Enumerable.Range(0, right.Length).OrderByDescending(i => sureness[i]).ThenBy(i => i).ToArray();
        var threshold = options.AlwaysShownFrom;
        var good = 0;
        for (var n = 0; n < order.Length; n++)
        {
            good += right[order[n]] ? 1 : 0;
            if (good >= options.ShownRight * (n + 1)) threshold = sureness[order[n]];
        }

        return Math.Clamp(threshold, options.NeverShownBelow, options.AlwaysShownFrom);
    }
}
