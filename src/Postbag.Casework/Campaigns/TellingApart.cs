using System.Text.RegularExpressions;
using Postbag.Casework.Inbox;

namespace Postbag.Casework.Campaigns;

/// <summary>A campaign's title, and its letter.</summary>
internal readonly record struct TitledLetter(int Campaign, string Title, string Template);

/// <summary>What tells campaigns of one title apart. Platforms send what is for a thing and what is against it under
/// one subject, and the letters of both may begin alike.</summary>
internal static partial class TellingApart
{
    private const int Longest = 90;

    /// <summary>"Dear Ms Example", "Yours sincerely": fewer words than this tell nobody what a letter is
    /// about.</summary>
    private const int FewestWords = 5;

    /// <returns>By the numbers of those that share their title with another: the first sentence of its letter that none
    /// of the others has; where there is none, how it begins.</returns>
    public static IReadOnlyDictionary<int, string> Of(IReadOnlyList<TitledLetter> letters)
    {
        var telling = new Dictionary<int, string>();
        foreach (var alike in letters.GroupBy(letter => letter.Title, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1))
        {
            var sentences = alike.ToDictionary(letter => letter.Campaign, letter => SentencesOf(letter.Template));
            var holders = sentences.Values.SelectMany(own => own.Select(Folded).Distinct())
                .CountBy(sentence => sentence).ToDictionary();
            foreach (var (campaign, own) in sentences)
            {
                var first = own.FirstOrDefault(sentence => holders[Folded(sentence)] == 1) ?? own.FirstOrDefault()
                    ?? "";
                if (first.Length > 0) telling[campaign] = Beginning(first);
            }
        }

        return telling;
    }

    public static IReadOnlyDictionary<int, string> Of(IEnumerable<Campaign> campaigns) =>
        Of([.. campaigns.Select(campaign => new TitledLetter(campaign.Number, campaign.Title, campaign.Template))]);

    /// <summary>A text's beginning, on one line.</summary>
    public static string Beginning(string text)
    {
        var line = MessageReading.Line(text, Longest);
        return line.Length < text.Trim().Length ? line.TrimEnd() + "…" : line;
    }

    private static List<string> SentencesOf(string template) =>
        [.. Ends().Split(template).Select(sentence => sentence.Trim())
            .Where(sentence => sentence.Count(c => c == ' ') >= FewestWords - 1)];

    private static string Folded(string sentence) =>
        string.Concat(sentence.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"(?<=[.!?])\s+|\s*\n+\s*| … ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ends();
}
