using Postbag.Casework.People.Writers;

namespace Postbag.Casework.People.Grading;

/// <summary>Whether a writer is a constituent: an answer in five degrees, never a gate. The numbers are
/// stored.</summary>
public enum Grade
{
    Elsewhere = 0,
    LikelyElsewhere = 1,

    /// <summary>Nothing says, or what says it doesn't agree. Nobody is refused for it.</summary>
    Unclear = 2,
    Likely = 3,
    Confirmed = 4,
}

/// <summary>Whom the usual question doesn't fit: each is an answer of its own. The numbers are stored.</summary>
[Flags]
public enum SpecialCases
{
    None = 0,

    /// <summary>Too young for the register, and a constituent like any other.</summary>
    Under18 = 1,

    /// <summary>No fixed address, with a connection or without.</summary>
    NoFixedAddress = 2,
    Prison = 4,
    Forces = 8,
    Overseas = 16,

    /// <summary>What is written concerns somebody else, whose home decides.</summary>
    ForSomeoneElse = 32,
}

/// <summary>Why a grade is what it is. The names are stored.</summary>
public enum GradeReasonKind
{
    PostcodeOurs,
    PostcodeElsewhere,

    /// <summary>The postcode is given without a house or a street.</summary>
    PostcodeAlone,

    /// <summary>The postcode lies on both sides of the boundary.</summary>
    PostcodeStraddles,

    /// <summary>The postcode has been ended.</summary>
    PostcodeEnded,

    /// <summary>A slip of the pen was assumed in it.</summary>
    PostcodeAssumed,

    /// <summary>Nobody knows the postcode: a new one, or a slip.</summary>
    PostcodeUnknown,

    /// <summary>Nothing could be looked up, because no places have been imported.</summary>
    NoPlaces,
    PlaceOurs,
    PlaceElsewhere,
    SaysConstituent,
    SaysNotConstituent,
    IsUnsure,
    OnRegister,
    KnownBefore,
    Under18,
    NoFixedAddress,
    Prison,
    Forces,
    Overseas,
    ForSomeoneElse,

    /// <summary>The home of whoever it is written for is ours.</summary>
    TheirsIsOurs,

    /// <summary>The home of whoever it is written for is elsewhere.</summary>
    TheirsIsElsewhere,
    TwoHomes,

    /// <summary>The address may be a workplace's.</summary>
    Workplace,

    /// <summary>What is said and what is given don't agree.</summary>
    Contradiction,
    NothingSaid,
}

/// <summary>A reason, as a sentence for people.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Sentence">In the office's words.</param>
/// <param name="Evidence">What it rests on; null for what the office knows itself.</param>
public sealed record GradeReason(GradeReasonKind Kind, string Sentence, Evidence? Evidence = null);

/// <summary>The answer for one message.</summary>
/// <param name="Grade">In five degrees.</param>
/// <param name="Cases">Whether the writer is one of those whom the usual question doesn't fit.</param>
/// <param name="Reasons">Why, the weightiest first; never empty.</param>
/// <param name="Constituency">Whose constituent the writer is, if that is known; else null.</param>
public sealed record GradeAnswer(
    Grade Grade, SpecialCases Cases, IReadOnlyList<GradeReason> Reasons, string? Constituency);

/// <summary>What the office knows of a person, from before or from the register.</summary>
public sealed record KnownOfWriter
{
    public static readonly KnownOfWriter Nothing = new();

    /// <summary>True if found on the register; false if looked up and not found, which says nothing; null if nobody
    /// looked.</summary>
    public bool? IsOnRegister { get; init; }

    /// <summary>The postcode of their address as the office has it; null if it has none.</summary>
    public string? Postcode { get; init; }

    /// <summary>Whether the office has taken up a case of theirs before.</summary>
    public bool HasEarlierCase { get; init; }
}
