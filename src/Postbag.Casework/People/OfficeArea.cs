using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Places;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>What the office says of itself for grading: its area, the places in it that no list has, and its own details.</summary>
/// <param name="Codes">Codes of the constituencies, wards, districts or regions that make up its area.</param>
/// <param name="Title">What the area is called.</param>
/// <param name="LocalNames">Towns and villages in it, as people write them.</param>
/// <param name="Postcodes">Of the office itself: never a writer's.</param>
/// <param name="Phones">Of the office itself, digits only.</param>
/// <param name="Representative">Their name.</param>
public sealed record OfficeArea(
    IReadOnlyList<string> Codes, string Title, IReadOnlyList<string> LocalNames, IReadOnlyList<string> Postcodes,
    IReadOnlyList<string> Phones, string Representative)
{
    public static readonly OfficeArea Unknown = new([], "", [], [], [], "");

    public static async Task<OfficeArea> LoadAsync(Engine engine, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT codes, title, local_names, postcodes, phones, representative FROM people_area");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return Unknown;
        return new OfficeArea(
            Lines(reader, 0), reader.GetString(1), Lines(reader, 2), Lines(reader, 3), Lines(reader, 4), reader.GetString(5));
    }

    /// <summary>What changes when the grades have to be given anew: the places, or what the office says of itself.</summary>
    public string MarkWith(PlaceIndex? index) =>
        Codes.Count == 0 ? "" : $"{index?.Hash ?? "none"} {string.Join(',', Codes)} {string.Join(',', LocalNames)} {string.Join(',', Postcodes)}";

    /// <summary>What reading a letter may know of the office.</summary>
    public async Task<OfficeDetails> DetailsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var emails = new HashSet<string>(StringComparer.Ordinal);
        await using (var command = connection.Command("SELECT lower(email) FROM staff_member UNION SELECT lower(user_name) FROM mailbox"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) emails.Add(reader.GetString(0));
        return new OfficeDetails
        {
            Emails = emails, Postcodes = Postcodes.ToHashSet(StringComparer.Ordinal), Phones = Phones.ToHashSet(StringComparer.Ordinal),
            Representative = Representative,
        };
    }

    /// <summary>Where postcodes stand to this area. Without an index, or without an area, nothing is known to be elsewhere.</summary>
    public PlaceBook BookOf(PlaceIndex? index) => new(
        index is not null && Codes.Count > 0, Title, (postcode, on) => Look(index, postcode, on),
        name => LocalNames.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Equals(Title, StringComparison.OrdinalIgnoreCase)
            ? NameStanding.Ours : NameStanding.Unknown);

    private PostcodeAnswer Look(PlaceIndex? index, string postcode, DateOnly on)
    {
        if (index is null || Codes.Count == 0) return PostcodeAnswer.Unknown;
        var answer = index.Ask(postcode, on);
        if (answer.Place is not { } place) return PostcodeAnswer.Unknown;
        var isOurs = Holds(place.Constituency) || Holds(place.Ward) || Holds(place.District) || Holds(place.Region) || Holds(place.Nation);
        // A file without its constituency can't put anybody elsewhere.
        if (!isOurs && place.Constituency is null) return PostcodeAnswer.Unknown;
        var constituency = place.Constituency?.Name ?? place.Constituency?.Code;
        var mayBeBoth = place.AlsoNear is { } near && Holds(near) != isOurs;
        return new PostcodeAnswer(
            mayBeBoth ? PostcodeStanding.Straddles : isOurs ? PostcodeStanding.Ours : PostcodeStanding.Elsewhere, constituency,
            place.EndedOn is { } ended && ended <= on, answer.IsAssumed ? answer.Postcode.ToString() : null);
    }

    private bool Holds(Area? area) => area is not null && Codes.Contains(area.Code, StringComparer.OrdinalIgnoreCase);

    private static string[] Lines(DbDataReader reader, int column) =>
        reader.GetString(column).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
