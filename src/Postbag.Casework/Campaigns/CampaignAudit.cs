using Postbag.Office.Audit;

namespace Postbag.Casework.Campaigns;

/// <summary>What the audit trail says about campaigns.</summary>
public static class CampaignAudit
{
    public static readonly AuditAct Undone = new("campaign.undone", "Took back an act on a campaign");
    public static readonly AuditAct OwnTextAdded = new("own-text.added", "Made a standard reply known");
    public static readonly AuditAct OwnTextRemoved = new("own-text.removed", "Removed a standard reply");

    private static readonly AuditAct[] ByKind =
    [
        new("campaign.accepted", "Read a letter's own words"),
        new("campaign.case", "Made a campaign's letter a case"),
        new("campaign.taken-out", "Took a letter out of a campaign"),
        new("campaign.put-in", "Put a letter into a campaign"),
        new("campaign.split", "Split a campaign"),
        new("campaign.joined", "Joined two campaigns"),
        new("campaign.described", "Changed what is said of a campaign"),
        new("campaign.copies-read", "Marked a campaign's plain copies read"),
        new("campaign.not-the-same", "Said that two campaigns are not the same"),
    ];

    public static IReadOnlyList<AuditAct> All { get; } = [.. ByKind, Undone, OwnTextAdded, OwnTextRemoved];

    public static AuditAct Of(CampaignActKind kind) => ByKind[(int)kind];
}
