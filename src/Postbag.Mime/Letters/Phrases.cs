using System.Buffers;

namespace Postbag.Mime;

/// <summary>
/// Phrases in many languages to be found anywhere in a text, whatever their case. Those in ASCII are searched for apart
/// from the others: that is many times faster, and most letters need no more. The others are searched for only where
/// one of the letters stands that tell them from ASCII: a curly apostrophe is no reason to look for Ukrainian.
/// </summary>
internal sealed class Phrases
{
    private readonly SearchValues<string> _ascii;
    private readonly SearchValues<string>? _others;
    private readonly SearchValues<char> _lettersOfOthers;

    public Phrases(IReadOnlyCollection<string> phrases)
    {
        _ascii = SearchValues.Create([.. phrases.Where(phrase => Ascii.IsValid(phrase))],
            StringComparison.OrdinalIgnoreCase);
        string[] others = [.. phrases.Where(phrase => !Ascii.IsValid(phrase))];
        if (others.Length > 0) _others = SearchValues.Create(others, StringComparison.OrdinalIgnoreCase);
        // The first such letter of each is enough, in every case it may be written in.
        _lettersOfOthers = SearchValues.Create([.. others.Select(phrase => phrase.First(c => !char.IsAscii(c)))
            .SelectMany(LetterCases.Of).Distinct()]);
    }

    public bool StandIn(ReadOnlySpan<char> text) =>
        text.ContainsAny(_ascii)
        || _others is not null && text.ContainsAny(_lettersOfOthers) && text.ContainsAny(_others);
}

/// <summary>Beginnings in many languages, whatever their case; looked up by their first letter.</summary>
internal sealed class Beginnings
{
    private readonly Dictionary<char, string[]> _byLetter;

    public Beginnings(IEnumerable<string> beginnings) =>
        _byLetter = beginnings.GroupBy(beginning => char.ToUpperInvariant(beginning[0]))
            .ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Whether the text begins with one of them.</summary>
    public bool StandBefore(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !_byLetter.TryGetValue(char.ToUpperInvariant(text[0]), out var beginnings)) return false;
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}

/// <summary>Which characters are one letter when case doesn't count.</summary>
internal static class LetterCases
{
    private static readonly ILookup<char, char> ByCapital =
        Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => !char.IsSurrogate(c))
            .ToLookup(char.ToUpperInvariant);

    public static IEnumerable<char> Of(char letter) =>
        char.IsSurrogate(letter) ? [letter] : ByCapital[char.ToUpperInvariant(letter)];
}
