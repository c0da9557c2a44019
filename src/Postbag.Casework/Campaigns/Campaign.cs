using Postbag.Grouping;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>How far the office is with a campaign. The numbers are stored.</summary>
public enum CampaignStatus
{
    /// <summary>Found by its letters; nobody has said anything about it yet.</summary>
    Found = 0,

    /// <summary>Somebody is working on an answer.</summary>
    InHand = 1,

    /// <summary>An answer is agreed, and letters are being answered.</summary>
    Answering = 2,

    /// <summary>Done with. Letters that still come are counted all the same.</summary>
    Closed = 3,
}

/// <summary>What has been done about a letter's own words. The numbers are stored.</summary>
public enum LetterHandling
{
    /// <summary>Somebody has to read them.</summary>
    ToRead = 0,

    /// <summary>Read: the campaign's answer will do.</summary>
    Accepted = 1,

    /// <summary>A case: it needs an answer, or help, of its own.</summary>
    Case = 2,
}

/// <summary>Letters of three people or more that say the same, and what the office says about them.</summary>
public sealed class Campaign
{
    /// <summary>The grouping's number for it.</summary>
    public required int Number { get; init; }

    public required Id<Campaign> Id { get; init; }

    /// <summary>Campaigns of one family share text: versions, siblings, opposite asks.</summary>
    public int Family { get; private set; }

    /// <summary>The campaign it turned out to be part of.</summary>
    public int? FoldedInto { get; private set; }

    /// <summary>The campaign people said it is the same as.</summary>
    public int? JoinedTo { get; private set; }

    /// <summary>Its commonest subject, or how its letter begins.</summary>
    public string SuggestedName { get; private set; } = "";

    /// <summary>What all its letters share.</summary>
    public string Template { get; private set; } = "";

    public int Letters { get; private set; }

    /// <summary>Letters with nothing of their writer's own.</summary>
    public int Copies { get; private set; }

    /// <summary>Different addresses that wrote.</summary>
    public int People { get; private set; }

    /// <summary>Letters with own words nobody has dealt with.</summary>
    public int ToRead { get; private set; }

    public DateTimeOffset? FirstAt { get; private set; }

    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>What the office calls it; empty until somebody does.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What its letters ask for, in the office's words.</summary>
    public string Ask { get; private set; } = "";

    /// <summary>What the representative thinks about that.</summary>
    public string Stance { get; private set; } = "";

    public CampaignStatus Status { get; private set; }

    public string Notes { get; private set; } = "";

    public Id<StaffMember>? Owner { get; private set; }

    /// <summary>Tells a stale form from a fresh one.</summary>
    public int Version { get; private set; }

    public string Title =>
        Name.Length > 0 ? Name : SuggestedName.Length > 0 ? SuggestedName : "A campaign without a name";
}

/// <summary>A letter as the grouping sees it.</summary>
public sealed class CampaignLetter
{
    /// <summary>The message's number in the ledger.</summary>
    public required long Message { get; init; }

    public LetterState State { get; private set; }

    /// <summary>The campaign it counts in.</summary>
    public int? Campaign { get; private set; }

    /// <summary>The campaign it resembles without being one of its letters.</summary>
    public int? LikeCampaign { get; private set; }

    /// <summary>Whom it is from.</summary>
    public string Person { get; private set; } = "";

    /// <summary>Per cent of the letter that the template explains.</summary>
    public int ShareOfLetter { get; private set; }

    /// <summary>Per cent of the template that the letter has.</summary>
    public int ShareOfTemplate { get; private set; }

    public int OwnWords { get; private set; }

    /// <summary>It has so much of its own that somebody has to read it, whatever it is counted in.</summary>
    public bool ReadThisOne { get; private set; }

    /// <summary>See <see cref="Campaigns.OwnWords"/>.</summary>
    public string? OwnSpans { get; private set; }

    public string OwnText { get; private set; } = "";

    public LetterHandling Handling { get; private set; }

    /// <summary>Whether a person said where it belongs.</summary>
    public bool IsChosen { get; private set; }
}
