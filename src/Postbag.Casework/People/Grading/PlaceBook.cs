namespace Postbag.Casework.People.Grading;

/// <summary>How a postcode stands to the office's area.</summary>
public enum PostcodeStanding
{
    /// <summary>Nobody knows it.</summary>
    Unknown,
    Ours,
    Elsewhere,

    /// <summary>Part of it is ours, or may be.</summary>
    Straddles,
}

/// <summary>What the places say of a postcode.</summary>
/// <param name="Standing">Whether it is ours.</param>
/// <param name="Constituency">Its constituency by name; null if that isn't known.</param>
/// <param name="IsEnded">Whether the post no longer uses it.</param>
/// <param name="Assumed">The postcode that was looked up instead, because of a slip; null if it was taken as
/// written.</param>
public sealed record PostcodeAnswer(
    PostcodeStanding Standing, string? Constituency, bool IsEnded = false, string? Assumed = null)
{
    public static readonly PostcodeAnswer Unknown = new(PostcodeStanding.Unknown, null);
}

/// <summary>How a place's name stands to the office's area.</summary>
public enum NameStanding
{
    Unknown,
    Ours,

    /// <summary>A whole constituency or district elsewhere. A village's name is never that sure: there are many
    /// Newports.</summary>
    Elsewhere,
}

/// <summary>What grading asks of places.</summary>
/// <param name="HasPlaces">Whether any have been imported: without, nothing is ever elsewhere by its postcode.</param>
/// <param name="Area">What the office's area is called.</param>
/// <param name="Postcode">Looks up a postcode in capitals with its space, as of a day.</param>
/// <param name="Name">Looks up the name of a place, as written.</param>
public sealed record PlaceBook(
    bool HasPlaces, string Area, Func<string, DateOnly, PostcodeAnswer> Postcode, Func<string, NameStanding> Name)
{
    public static readonly PlaceBook Empty =
        new(false, "", (_, _) => PostcodeAnswer.Unknown, _ => NameStanding.Unknown);
}
