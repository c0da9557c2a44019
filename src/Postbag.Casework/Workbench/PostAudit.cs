using Postbag.Office.Audit;

namespace Postbag.Casework.Workbench;

/// <summary>What the audit trail says about the workbench.</summary>
public static class PostAudit
{
    public static readonly AuditAct Undone = new("post.undone", "Took back an act on letters");

    private static readonly AuditAct[] ByKind =
    [
        new("post.case", "Made letters cases"),
        new("post.answered", "Marked letters answered"),
        new("post.no-answer", "Said that letters need no answer"),
        new("post.not-ours", "Said that letters aren’t ours"),
        new("post.with-campaign", "Left letters to their campaign’s answer"),
        new("post.parked", "Parked letters"),
        new("post.handed-over", "Handed letters over"),
        new("post.flagged", "Flagged letters"),
        new("post.unflagged", "Took flags from letters"),
        new("post.moved", "Moved letters to another pile"),
        new("post.put-back", "Put letters back among what waits"),
    ];

    public static IReadOnlyList<AuditAct> All { get; } = [.. ByKind, Undone];

    public static AuditAct Of(PostActKind kind) => ByKind[(int)kind];
}
