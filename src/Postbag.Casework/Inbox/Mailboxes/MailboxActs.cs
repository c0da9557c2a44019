using Postbag.Office.Audit;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>What the audit trail says about mailboxes. Names of accounts are not in it; the mailbox's id is.</summary>
public static class MailboxActs
{
    public static readonly AuditAct Added = new("mailbox.added", "Added a mailbox");
    public static readonly AuditAct Tested = new("mailbox.tested", "Tested a mailbox");
    public static readonly AuditAct Changed = new("mailbox.changed", "Changed what is fetched from a mailbox");
    public static readonly AuditAct SecretChanged = new("mailbox.secret-changed", "Changed a mailbox's password");
    public static readonly AuditAct Paused = new("mailbox.paused", "Paused the fetching of a mailbox");
    public static readonly AuditAct Resumed = new("mailbox.resumed", "Resumed the fetching of a mailbox");
    public static readonly AuditAct Removed = new("mailbox.removed", "Removed a mailbox; its mail stays");

    public static IReadOnlyList<AuditAct> All { get; } =
        [Added, Tested, Changed, SecretChanged, Paused, Resumed, Removed];
}
