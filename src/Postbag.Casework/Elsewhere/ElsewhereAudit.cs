using Postbag.Office.Audit;

namespace Postbag.Casework.Elsewhere;

/// <summary>What the audit trail says about answers to somebody else's constituents.</summary>
public static class ElsewhereAudit
{
    public static readonly AuditAct Drafted = new("elsewhere.drafted", "Drafted an answer to somebody else’s constituent");
    public static readonly AuditAct Changed = new("elsewhere.changed", "Changed such an answer");
    public static readonly AuditAct TakenBack = new("elsewhere.taken-back", "Took such an answer back");
    public static readonly AuditAct WordsChanged = new("elsewhere.words", "Changed the words of such answers");

    public static IReadOnlyList<AuditAct> All { get; } = [Drafted, Changed, TakenBack, WordsChanged];
}
