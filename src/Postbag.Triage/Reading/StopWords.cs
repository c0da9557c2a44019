using System.Collections.Frozen;

namespace Postbag.Triage.Reading;

/// <summary>Words that are never shown as a reason: they may weigh something, but they tell a reader nothing.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words =
    ((string[])[
        "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "before",
        "but", "by",
        "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "having", "he", "her", "hers", "his",
        "how",
        "i", "if", "in", "into", "is", "it", "its", "made", "make", "many", "may", "me", "more", "my", "no", "not",
        "of", "on",
        "or", "other", "our", "over", "please", "she", "should", "since", "so", "some", "such", "than", "that", "the",
        "their",
        "them", "there", "these", "they", "this", "those", "through", "to", "under", "up", "us", "was", "we", "were",
        "what",
        "when", "where", "whether", "which", "who", "will", "with", "would", "you", "your", "y", "yr", "yn", "yw", "ac",
        "ar",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Has(ReadOnlySpan<char> word) =>
        word.Length < 2 || Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
