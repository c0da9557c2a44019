using Postbag.Places;

namespace Postbag.Casework.Elsewhere;

/// <summary>Who represents a writer who isn't ours, in sentences for them.</summary>
/// <param name="Area">The constituency or ward they are in; empty if it isn't known.</param>
/// <param name="Where">A sentence.</param>
/// <param name="Who">A sentence.</param>
public sealed record RightPerson(string Area, string Where, string Who)
{
    /// <summary>Where anybody can look it up.</summary>
    private const string FindYourMember = "https://members.parliament.uk/FindYourMP";

    /// <summary>Looks it up on this machine.</summary>
    /// <param name="places">The places; null if none have been imported.</param>
    /// <param name="codes">The codes of the office's own area: a councillor's office answers about wards.</param>
    /// <param name="postcode">What the message gives; empty if it gives none.</param>
    /// <param name="constituency">What the grading found; null if it found none.</param>
    /// <param name="on">The day.</param>
    public static RightPerson Find(
        PlacesFolder? places, IReadOnlyList<string> codes, string postcode, string? constituency, DateOnly on)
    {
        var index = places?.Index;
        var place = index is null || postcode.Length == 0 ? null : index.Ask(postcode, on).Place;
        var isOfWards = index is not null && new OurArea(index, codes).IsOfWards;
        var area = isOfWards ? place?.Ward : place?.Constituency;
        var name = area?.Name ?? (isOfWards ? null : constituency) ?? "";
        var kind = isOfWards ? "ward" : "constituency";
        var where = name.Length == 0 ? "As far as we can tell, you live outside the area we serve."
            : place is null ? $"As far as we can tell, you live in the {kind} of {name}."
            : $"Your postcode, {place.Postcode}, is in the {kind} of {name}.";
        var people = area is null ? [] : places!.Representatives.Of(area.Code).ToList();
        return new RightPerson(name, where, WhoIs(people, name, isOfWards));
    }

    private static string WhoIs(List<Representative> people, string area, bool isOfWards) => people switch
    {
        [var only] => $"You are represented by {Say(only)}.",
        [_, ..] => $"You are represented by {string.Join("; ", people.Select(Say))}.",
        [] when isOfWards => "Your council can tell you who your councillors are.",
        [] => $"You can find who {(area.Length == 0 ? "represents you" : $"represents {area}")}, and how to reach them, at {FindYourMember}",
    };

    private static string Say(Representative one) => one.Reach.Length == 0 ? one.Name : $"{one.Name} ({one.Reach})";
}
