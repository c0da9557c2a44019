using Postbag.Office.Audit;

namespace Postbag.Casework.Workbench;

/// <summary>What the audit trail says about the workbench.</summary>
public static class PostAudit
{
    public static readonly AuditAct Undone = new("post.undone", "Took back an act on letters");

    public static readonly AuditAct ViewKept = new("post.view-kept", "Kept a list of letters under a name");

    public static readonly AuditAct ViewRemoved = new("post.view-removed", "Removed a kept list of letters");

    public static readonly AuditAct ViewPutBack = new("post.view-put-back", "Put a kept list of letters back");

    public static readonly AuditAct RulesKept = new("post.rules-kept", "Changed the rules that raise letters");

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
        new("post.labelled", "Said what a letter is about"),
    ];

    public static IReadOnlyList<AuditAct> All { get; } =
        [.. ByKind, Undone, ViewKept, ViewRemoved, ViewPutBack, RulesKept];

    public static AuditAct Of(PostActKind kind) => ByKind[(int)kind];
}
