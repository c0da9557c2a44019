using Postbag.Grouping;

namespace Postbag.Casework.Campaigns.Pages;

/// <summary>The words of the campaigns' pages.</summary>
internal static class Words
{
    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count:N0} {many}";

    public static string Of(CampaignStatus status) => status switch
    {
        CampaignStatus.Found => "New",
        CampaignStatus.InHand => "In hand",
        CampaignStatus.Answering => "Answering",
        _ => "Closed",
    };

    public static string? ColourOf(CampaignStatus status) => status switch
    {
        CampaignStatus.Found => null,
        CampaignStatus.Closed => "grey",
        _ => "green",
    };

    /// <summary>What was done, for "Undo: …".</summary>
    public static string Of(CampaignActKind kind) => kind switch
    {
        CampaignActKind.Accepted => "own words accepted",
        CampaignActKind.MadeCase => "a letter made a case",
        CampaignActKind.TakenOut => "a letter taken out",
        CampaignActKind.PutIn => "a letter put in",
        CampaignActKind.Split => "letters split off",
        CampaignActKind.Joined => "a campaign joined",
        CampaignActKind.Described => "a change of its description",
        CampaignActKind.NotTheSame => "two campaigns said to differ",
        _ => "plain copies marked read",
    };

    /// <summary>What has to be said about a letter before it is read; null for an ordinary one.</summary>
    public static string? Warning(LetterState state) => state switch
    {
        LetterState.Held => "Turns the ask round",
        LetterState.Like => "Like it, not the same",
        _ => null,
    };
}
