namespace Postbag.Casework.Workbench;

/// <summary>The groups of the workbench, in the order in which they are worked. Every message that came in is in
/// one.</summary>
public enum Pile
{
    Urgent,
    Replies,
    Agencies,
    Cases,
    Letters,
    Campaigns,
    Invitations,
    Elsewhere,
    Automatic,
    Unreadable,
}

/// <summary>How far the office is with an item.</summary>
public enum PostState
{
    Waiting,
    Parked,
    Handled,
}

/// <summary>What came of an item.</summary>
public enum Outcome
{
    None,
    Case,
    Answered,
    NoAnswerNeeded,
    NotOurs,
    WithCampaign,
}

/// <summary>What people call them.</summary>
public static class Piles
{
    public static IReadOnlyList<Pile> All { get; } = Enum.GetValues<Pile>();

    public static string Say(this Pile pile) => pile switch
    {
        Pile.Urgent => "Urgent",
        Pile.Replies => "Replies to us",
        Pile.Agencies => "From agencies",
        Pile.Cases => "Likely cases",
        Pile.Letters => "Other letters",
        Pile.Campaigns => "Campaigns",
        Pile.Invitations => "Invitations",
        Pile.Elsewhere => "Others’ constituents",
        Pile.Automatic => "Automatic",
        _ => "Unreadable",
    };

    public static string Say(this Outcome outcome) => outcome switch
    {
        Outcome.Case => "A case",
        Outcome.Answered => "Answered",
        Outcome.NoAnswerNeeded => "No answer needed",
        Outcome.NotOurs => "Not ours",
        Outcome.WithCampaign => "With its campaign",
        _ => "Waiting",
    };

    /// <summary>As it stands in addresses.</summary>
    public static string KeyOf(Pile pile) => pile.ToString().ToLowerInvariant();

    public static Pile? Read(string? key) =>
        Enum.TryParse<Pile>(key, ignoreCase: true, out var pile) && Enum.IsDefined(pile)
        && !char.IsAsciiDigit(key![0]) ? pile : null;
}
