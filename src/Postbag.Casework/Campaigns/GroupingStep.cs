namespace Postbag.Casework.Campaigns;

/// <summary>What the grouping can be told. The numbers are stored.</summary>
internal enum GroupingAct
{
    /// <summary>A letter came in.</summary>
    Letter = 0,

    /// <summary>Campaigns that have learnt something were revised.</summary>
    Settle = 1,

    /// <summary>Every campaign was revised, and every letter that stood apart judged again.</summary>
    SettleAll = 2,

    /// <summary>A standard reply of the office was made known; the content is its text.</summary>
    OwnText = 3,

    /// <summary>People put a letter into a campaign, or, without one, out of every campaign.</summary>
    Put = 4,

    /// <summary>People let a letter be judged again like any other.</summary>
    LetGo = 5,

    /// <summary>People made a campaign of their own of letters; the content is their numbers.</summary>
    Split = 6,

    /// <summary>Two campaigns are the same: a split taken back.</summary>
    Same = 7,

    /// <summary>What had changed was written down for the pages.</summary>
    Shown = 8,
}

/// <summary>One thing the grouping was told, or is to be told.</summary>
/// <param name="Message">The letter it is about.</param>
/// <param name="Campaign">The campaign it names.</param>
/// <param name="Other">The other campaign it names.</param>
/// <param name="Content">See <see cref="GroupingAct"/>.</param>
internal sealed record GroupingStep(
    GroupingAct Act, long? Message = null, int? Campaign = null, int? Other = null, string? Content = null)
{
    /// <summary>The messages whose text has to be at hand for it.</summary>
    public IEnumerable<long> Read => Act switch
    {
        GroupingAct.Letter => [Message!.Value],
        GroupingAct.Split => NumberText.Read(Content!),
        _ => [],
    };
}
