using Postbag.Casework.People.Writers.Matching;

namespace Postbag.Casework.People.Writers;

/// <summary>Turns of phrase, looked for in sentences that were made plain. They are matched in one pass, whatever comes
/// (<see cref="PatternMatcher"/>).</summary>
internal sealed class Phrases
{
    private readonly PatternMatcher matcher;

    private Phrases(string pattern) => matcher = new PatternMatcher(pattern);

    /// <param name="pattern">A regular expression (<see cref="PatternReader"/>); a space stands for one or more, one
    /// with a question mark for none or more.</param>
    public static Phrases Of(string pattern) => new(
        Hasty(pattern).Replace(" ?", "\uE000", StringComparison.Ordinal).Replace(" ", " +", StringComparison.Ordinal)
            .Replace("\uE000", " *", StringComparison.Ordinal));

    /// <summary>The regular expression that it stands for, to compare with.</summary>
    internal string Pattern => matcher.Pattern;

    /// <summary>Who writes in haste leaves the apostrophe out: "im", "ive", "dont".</summary>
    private static string Hasty(string pattern) =>
        pattern.Replace("'m", "'?m", StringComparison.Ordinal).Replace("'ve", "'?ve", StringComparison.Ordinal)
            .Replace("n't", "n'?t", StringComparison.Ordinal);

    public bool IsIn(string text) => matcher.IsIn(text);

    /// <summary>The first place that matches; null if none does.</summary>
    public (int Offset, int Length)? First(string text) => matcher.First(text, 0);

    public IReadOnlyList<(int Offset, int Length)> All(string text) => matcher.All(text);

    /// <summary>Where the last of them ends; -1 if there is none.</summary>
    public int EndOfLast(string text)
    {
        var last = -1;
        for (var end = matcher.EndFrom(text, 0); end > last; end = matcher.EndFrom(text, end)) last = end;
        return last;
    }
}
