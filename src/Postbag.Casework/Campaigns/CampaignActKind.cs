namespace Postbag.Casework.Campaigns;

/// <summary>What people do about campaigns, each to be taken back. The numbers are stored.</summary>
public enum CampaignActKind
{
    /// <summary>Own words were read; the campaign's answer will do. Before: the handling.</summary>
    Accepted = 0,

    /// <summary>A letter is a case. Before: the handling.</summary>
    MadeCase = 1,

    /// <summary>A letter isn't of this campaign. Before: its campaign.</summary>
    TakenOut = 2,

    /// <summary>A letter is of this campaign. Before: its campaign, or nothing.</summary>
    PutIn = 3,

    /// <summary>Letters were made a campaign of their own. Before: that campaign, once it is made.</summary>
    Split = 4,

    /// <summary>Another campaign is the same as this one. Before: the campaigns that joined.</summary>
    Joined = 5,

    /// <summary>The office's words about it were changed. Before: those words.</summary>
    Described = 6,

    /// <summary>The letters with nothing of their own were marked read. Before: which were unread.</summary>
    CopiesRead = 7,

    /// <summary>A suggestion that another campaign is the same was refused. Before: the other campaign.</summary>
    NotTheSame = 8,
}
