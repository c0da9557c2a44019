using System.Numerics;

namespace Postbag.Triage.Needs;

/// <summary>Words of a sentence, by number: from, and the first that isn't part of it.</summary>
internal readonly record struct Match(int From, int To);

/// <summary>
/// Finds a pattern in a sentence. All ways it could go on are followed at once, as bits of one number, so that no text
/// makes it try again: the time is words times steps, whatever is written.
/// </summary>
internal static class SentenceMatcher
{
    /// <summary>The places where a pattern's own words stand, each as short as it can be.</summary>
    /// <param name="steps">What to find.</param>
    /// <param name="hits">Where the sentence has each list's phrases.</param>
    /// <param name="closed">Words no gap may pass over, as bits: what is denied between is denied.</param>
    public static IReadOnlyList<Match> Find(IReadOnlyList<PatternStep> steps, SentenceHits hits, ulong closed = 0)
    {
        var starts = hits.StartsOf(steps[0].Lists);
        if (starts == 0) return [];
        foreach (var step in steps)
            if (!step.IsOptional && hits.StartsOf(step.Lists) == 0)
                return [];
        List<Match>? found = null;
        for (; starts != 0; starts &= starts - 1)
        {
            var start = BitOperations.TrailingZeroCount(starts);
            var end = EndFrom(steps, hits, start, closed);
            if (end > start) (found ??= []).Add(new Match(start, end));
        }

        return found is null ? [] : found;
    }

    /// <summary>The first word behind the shortest match that begins at a word; -1 if none does.</summary>
    private static int EndFrom(IReadOnlyList<PatternStep> steps, SentenceHits hits, int start, ulong closed)
    {
        var reached = 1UL << start;
        var within = hits.Words >= 63 ? ulong.MaxValue : (1UL << (hits.Words + 1)) - 1;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var from = reached;
            // The first step stands where the match begins.
            for (var gap = i == 0 ? 0 : step.Gap; gap > 0; gap--) from |= ((from & ~closed) << 1) & within;
            var next = hits.EndsFrom(step.Lists, from) & within;
            reached = step.IsOptional ? reached | next : next;
            if (reached == 0) return -1;
        }

        return BitOperations.TrailingZeroCount(reached);
    }
}
