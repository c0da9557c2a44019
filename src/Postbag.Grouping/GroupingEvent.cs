namespace Postbag.Grouping;

/// <summary>What happened to campaigns behind the letters' backs.</summary>
public enum GroupingEventKind
{
    /// <summary>The third person sent it: the campaign may be named.</summary>
    Named = 0,

    /// <summary>Letters left <see cref="GroupingEvent.From"/> and founded <see cref="GroupingEvent.To"/>.</summary>
    Split = 1,

    /// <summary>Campaign <see cref="GroupingEvent.From"/> was the same as <see cref="GroupingEvent.To"/> and is now
    /// part of it.</summary>
    Fold = 2,

    /// <summary>Letters that had stood apart joined <see cref="GroupingEvent.To"/> once it was known better.</summary>
    Backfill = 3,

    /// <summary>Letters were moved from one campaign to another, or (no <see cref="GroupingEvent.To"/>) taken
    /// out.</summary>
    Settle = 4,
}

/// <summary>A change to what was decided before; enough to undo it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="From">The campaign the letters were in; null if in none.</param>
/// <param name="To">The campaign they are in now; null if in none.</param>
/// <param name="Letters">The letters that moved. Empty for folds: all letters of <paramref name="From"/> moved.</param>
public sealed record GroupingEvent(GroupingEventKind Kind, int? From, int? To, IReadOnlyList<int> Letters);
