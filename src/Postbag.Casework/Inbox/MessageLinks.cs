using System.Globalization;
using Postbag.Casework.Inbox.Search;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>The addresses of the inbox's pages.</summary>
public static class MessageLinks
{
    public const string Inbox = "/casework/inbox";
    public const string Search = "/casework/search";

    /// <summary>A page of the list.</summary>
    /// <param name="unreadOnly">Only what nobody has opened.</param>
    /// <param name="before">Older than this place.</param>
    /// <param name="after">Newer than this place.</param>
    public static string List(bool unreadOnly = false, long? before = null, long? after = null) =>
        Inbox + Query(unreadOnly, before, after);

    /// <summary>A message, beside the page of the list it was chosen from.</summary>
    public static string Show(Id<Message> id, bool unreadOnly = false, long? before = null, long? after = null) =>
        $"{Inbox}/{id}{Query(unreadOnly, before, after)}";

    public static string Mark(Id<Message> id) => $"{Inbox}/{id}/mark";

    /// <summary>Where a letter's conversation is changed.</summary>
    public static string Thread(Id<Message> id) => $"{Inbox}/{id}/conversation";

    public static string Html(Id<Message> id, string? pictures) =>
        $"{Inbox}/{id}/html{(pictures is null ? "" : $"?pictures={pictures}")}";

    public static string Source(Id<Message> id) => $"{Inbox}/{id}/source";

    public static string Original(Id<Message> id) => $"{Inbox}/{id}/original";

    /// <param name="id">The message.</param>
    /// <param name="number">1 for the first.</param>
    public static string Attachment(Id<Message> id, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Inbox}/{id}/attachments/{number}");

    /// <summary>A page of what a search finds.</summary>
    /// <param name="query">As it was typed.</param>
    /// <param name="sort">In which order.</param>
    /// <param name="after">The last hit of the page before; null for the first page.</param>
    public static string Find(string query, SearchSort sort = SearchSort.Newest, SearchCursor? after = null)
    {
        var order = sort == SearchSort.Best ? "&sort=best" : "";
        var cursor = after is not { } last ? ""
            : (sort == SearchSort.Best ? FormattableString.Invariant($"&tier={last.Tier}") : "")
                + FormattableString.Invariant($"&before={last.Place}");
        return $"{Search}?q={Uri.EscapeDataString(query)}{order}{cursor}";
    }

    private static string Query(bool unreadOnly, long? before, long? after)
    {
        var parts = new List<string>();
        if (unreadOnly) parts.Add("unread=true");
        if (before is not null) parts.Add(FormattableString.Invariant($"before={before}"));
        if (after is not null) parts.Add(FormattableString.Invariant($"after={after}"));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
