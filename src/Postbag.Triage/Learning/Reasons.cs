using Postbag.Triage.Reading;

namespace Postbag.Triage.Learning;

/// <summary>Finds the words of a text that made a suggestion.</summary>
internal static class Reasons
{
    /// <summary>How much of what speaks for the runner-up too is taken off: a word both share is half a
    /// reason.</summary>
    private const float RunnerUpShare = 0.5f;

    /// <summary>A word with less than this share of the weightiest one's isn't a reason.</summary>
    private const float LeastShare = 0.15f;

    /// <summary>What is taken of the runner-up's weight.</summary>
    public static float Gain(float weight, float runnerUp) => weight - (RunnerUpShare * runnerUp);

    /// <summary>The weightiest words for a label, at most so many, each once.</summary>
    /// <param name="work">The text as it was just read.</param>
    /// <param name="text">The text itself.</param>
    /// <param name="gains">What each feature of the workspace says for the label and not for the next best.</param>
    /// <param name="most">How many words at most.</param>
    public static IReadOnlyList<WordSpan> Find(Workspace work, string text, ReadOnlySpan<float> gains, int most)
    {
        var weights = work.Weights.AsSpan(0, work.Text.WordCount);
        weights.Clear();
        for (var i = 0; i < gains.Length; i++)
        {
            var gain = gains[i];
            var word = work.Words[i];
            if ((FeatureKind)(work.Keys[i] & 3) == FeatureKind.Pair && word + 1 < weights.Length)
            {
                weights[word] += gain / 2;
                weights[word + 1] += gain / 2;
            }
            else
            {
                weights[word] += gain;
            }
        }

        AddUp(work, weights);
        return Top(work, text, weights, most);
    }

    /// <summary>A word that stands there several times is one reason: its first place has them all.</summary>
    private static void AddUp(Workspace work, Span<float> weights)
    {
        work.FirstOf.Clear();
        var hashes = work.Text.WordHashes;
        for (var word = 0; word < weights.Length; word++)
        {
            if (work.FirstOf.TryAdd(hashes[word], word)) continue;
            weights[work.FirstOf[hashes[word]]] += weights[word];
            weights[word] = 0;
        }
    }

    private static List<WordSpan> Top(Workspace work, string text, Span<float> weights, int most)
    {
        var found = new List<WordSpan>(most);
        float first = 0;
        while (found.Count < most)
        {
            var best = -1;
            for (var word = 0; word < weights.Length; word++)
                if (weights[word] > 0 && (best < 0 || weights[word] > weights[best]))
                    best = word;
            if (best < 0 || weights[best] < first * LeastShare) break;
            var span = work.Text.SpanOf(best);
            var weight = weights[best];
            weights[best] = 0;
            if (StopWords.Has(text.AsSpan(span.Start, span.End - span.Start))) continue;
            if (found.Count == 0) first = weight;
            found.Add(span);
        }

        return found;
    }
}
