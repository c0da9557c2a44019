using Postbag.Office.Audit;

namespace Postbag.Casework.Inbox;

/// <summary>What the audit trail says about the post. Reading a letter is the work itself and isn't recorded; that a
/// copy left the office is.</summary>
public static class InboxActs
{
    public static readonly AuditAct OriginalTaken = new("message.original-taken", "Downloaded a message as it came");
    public static readonly AuditAct AttachmentTaken = new("message.attachment-taken", "Downloaded an attachment");

    public static readonly AuditAct ThreadJoined = new("thread.joined", "Joined two conversations");
    public static readonly AuditAct ThreadSplit = new("thread.split", "Split a conversation");
    public static readonly AuditAct ThreadKept = new("thread.kept-apart", "Kept two letters apart");
    public static readonly AuditAct ThreadUndone = new("thread.undone", "Undid a change to a conversation");

    public static IReadOnlyList<AuditAct> All { get; } =
        [OriginalTaken, AttachmentTaken, ThreadJoined, ThreadSplit, ThreadKept, ThreadUndone];
}
