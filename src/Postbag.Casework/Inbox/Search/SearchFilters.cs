namespace Postbag.Casework.Inbox.Search;

/// <summary>What is asked for besides words: has:, is:, before:, after:, since:, on:.</summary>
internal static class SearchFilters
{
    public static bool IsKnown(string name) => name is "has" or "is" or "before" or "after" or "since" or "on";

    /// <param name="name">One that is known.</param>
    /// <param name="value">As it was written, without its quotation marks.</param>
    /// <returns>The filter, or what is wrong with it, in a sentence.</returns>
    public static (SearchNode? Filter, string? Problem) Of(string name, string value) =>
        (name, value.ToLowerInvariant()) switch
        {
            ("has", "attachment" or "attachments") => (new SearchAttached(), null),
            ("has", _) => (null, "“has:” takes one word: has:attachment."),
            ("is", "unread") => (new SearchUnread(), null),
            ("is", "read") => (new SearchNot(new SearchUnread()), null),
            ("is", "unreadable") => (new SearchUnreadable(), null),
            ("is", _) => (null, "“is:” takes one of three words: is:unread, is:read or is:unreadable."),
            _ => Received(name, value),
        };

    /// <summary>Every message is before, on or after a date, and only one of these.</summary>
    private static (SearchNode? Filter, string? Problem) Received(string name, string value)
    {
        if (SearchDate.Find(value) is not { } date)
        {
            return (null, $"“{name}:” takes a date: {name}:3/11/2026, {name}:2026-11-03, {name}:11/2026 or {name}:2026.");
        }

        return (name switch
        {
            "before" => new SearchReceived(null, date.Start),
            "after" => new SearchReceived(date.End, null),
            "since" => new SearchReceived(date.Start, null),
            _ => new SearchReceived(date.Start, date.End),
        }, null);
    }
}
