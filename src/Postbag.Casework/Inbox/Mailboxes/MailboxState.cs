using Postbag.Casework.Inbox.Reconciliation;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>How a mailbox is, in a word.</summary>
public sealed record MailboxState(string Text, string? Colour)
{
    public static MailboxState Of(Mailbox mailbox, SourceReport report) =>
        mailbox.IsPaused ? new("Paused", "grey")
        : report.Trouble is not null ? new("Trouble", "red")
        : mailbox.FetchedAt is null ? new("Being fetched", null)
        : report.Last is { MissingCount: > 0 } ? new("Something is missing", "yellow")
        : new("Up to date", "green");
}
