using Postbag.Casework.Inbox.Search;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>A filter as a link: it adds its words to the query, or takes them away again.</summary>
/// <param name="Title">In words.</param>
/// <param name="Href">The search with it, or without it where it is on.</param>
/// <param name="IsOn">Whether the query has it.</param>
public sealed record SearchChoice(string Title, string Href, bool IsOn)
{
    private static readonly (string Title, string Words)[] Filters =
        [("Unread", "is:unread"), ("With attachment", "has:attachment"), ("Shown as it came", "is:unreadable")];

    public static IReadOnlyList<SearchChoice> For(string query, SearchSort sort)
    {
        var words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        return
        [
            .. Filters.Select(filter =>
            {
                var isOn = words.Contains(filter.Words, StringComparer.OrdinalIgnoreCase);
                var others = isOn
                    ? words.Where(word => !word.Equals(filter.Words, StringComparison.OrdinalIgnoreCase))
                    : [.. words, filter.Words];
                return new SearchChoice(filter.Title, MessageLinks.Find(string.Join(' ', others), sort), isOn);
            }),
        ];
    }
}
