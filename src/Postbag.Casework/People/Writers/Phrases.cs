using System.Buffers;
using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>Turns of phrase, looked for in sentences that were made plain. They are matched in one pass, whatever
/// comes: letters come from anybody, and a pattern that goes back and forth can be made to do so for hours.</summary>
internal sealed class Phrases
{
    private readonly Regex[] parts;
    private readonly SearchValues<string>? needles;

    private Phrases(Regex[] parts, SearchValues<string>? needles) => (this.parts, this.needles) = (parts, needles);

    /// <param name="pattern">A regular expression; a space stands for one or more, one with a question mark for
    /// none or more.</param>
    public static Phrases Of(string pattern)
    {
        var plain = Hasty(pattern).Replace(" ?", "\uE000", StringComparison.Ordinal)
            .Replace(" ", " +", StringComparison.Ordinal)
            .Replace("\uE000", " *", StringComparison.Ordinal);
        return new Phrases([.. Parts(Alternatives(plain))], Needles.Of(plain));
    }

    /// <summary>The same without looking for its words first, to compare with.</summary>
    internal Phrases WithoutNeedles() => new(parts, null);

    /// <summary>Who writes in haste leaves the apostrophe out: "im", "ive", "dont".</summary>
    private static string Hasty(string pattern) =>
        pattern.Replace("'m", "'?m", StringComparison.Ordinal).Replace("'ve", "'?ve", StringComparison.Ordinal)
            .Replace("n't", "n'?t", StringComparison.Ordinal);

    public bool IsIn(string text) => MayBeIn(text) && Array.Exists(parts, part => part.IsMatch(text));

    /// <summary>The first place that matches; null if none does.</summary>
    public (int Offset, int Length)? First(string text)
    {
        (int Offset, int Length)? first = null;
        if (!MayBeIn(text)) return first;
        foreach (var part in parts)
        {
            foreach (var match in part.EnumerateMatches(text))
            {
                if (first is null || match.Index < first.Value.Offset) first = (match.Index, match.Length);
                break;
            }
        }

        return first;
    }

    public IReadOnlyList<(int Offset, int Length)> All(string text)
    {
        if (!MayBeIn(text)) return [];
        var all = new List<(int, int)>();
        foreach (var part in parts)
            foreach (var match in part.EnumerateMatches(text)) all.Add((match.Index, match.Length));
        return all;
    }

    /// <summary>Where the last of them ends; -1 if there is none.</summary>
    public int EndOfLast(string text)
    {
        var last = -1;
        if (!MayBeIn(text)) return last;
        foreach (var part in parts)
            foreach (var match in part.EnumerateMatches(text)) last = Math.Max(last, match.Index + match.Length);
        return last;
    }

    private bool MayBeIn(string text) => needles is null || text.AsSpan().ContainsAny(needles);

    /// <summary>The framework bounds the size of one automaton; what is too large for one is made two.</summary>
    private static IEnumerable<Regex> Parts(List<string> alternatives)
    {
        const RegexOptions Options =
            RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture;
        if (alternatives.Count == 1) return [new Regex(alternatives[0], Options)];
        try
        {
            return [new Regex(string.Join('|', alternatives), Options)];
        }
        catch (NotSupportedException)
        {
            var half = alternatives.Count / 2;
            return [.. Parts([.. alternatives.Take(half)]), .. Parts([.. alternatives.Skip(half)])];
        }
    }

    /// <summary>The pattern's alternatives at its top.</summary>
    private static List<string> Alternatives(string pattern)
    {
        var (all, depth, from) = (new List<string>(), 0, 0);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] is '(') depth++;
            else if (pattern[i] is ')') depth--;
            else if (pattern[i] == '|' && depth == 0)
            {
                all.Add(pattern[from..i]);
                from = i + 1;
            }
        }

        all.Add(pattern[from..]);
        return all;
    }
}
