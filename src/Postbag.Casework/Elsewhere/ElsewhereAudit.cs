using Postbag.Office.Audit;

namespace Postbag.Casework.Elsewhere;

/// <summary>What the audit trail says about answers to somebody else's constituents.</summary>
public static class ElsewhereAudit
{
    public static readonly AuditAct Drafted =
        new("elsewhere.drafted", "Drafted an answer to somebody else’s constituent");
    public static readonly AuditAct Changed = new("elsewhere.changed", "Changed such an answer");
    public static readonly AuditAct TakenBack = new("elsewhere.taken-back", "Took such an answer back");
    public static readonly AuditAct WordsChanged = new("elsewhere.words", "Changed the words of such answers");

    public static readonly AuditAct Held = new("elsewhere.held", "Held a letter that was to be deleted");
    public static readonly AuditAct Released = new("elsewhere.released", "Let a held letter go again");
    public static readonly AuditAct Allowed =
        new("elsewhere.allowed", "Said that the day is right, so that letters may be deleted");
    public static readonly AuditAct Deleted = new("elsewhere.deleted", "Deleted a letter under retention");

    public static IReadOnlyList<AuditAct> All { get; } =
        [Drafted, Changed, TakenBack, WordsChanged, Held, Released, Allowed, Deleted];
}
