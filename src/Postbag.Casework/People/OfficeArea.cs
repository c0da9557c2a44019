using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Places;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>What the office says of itself, as far as grading needs it.</summary>
/// <param name="Codes">The official codes of its area; none, and nobody is known to be elsewhere.</param>
/// <param name="OfficeName">Such as "Office of Mari Prys MP": in an answer below ours it isn't the writer's.</param>
internal sealed record OfficeArea(IReadOnlyList<string> Codes, string OfficeName)
{
    /// <summary>The names of places that the office has said something of.</summary>
    public PlaceNames Names { get; init; } = PlaceNames.None;

    public static async Task<OfficeArea> LoadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var names = await PlaceNames.LoadAsync(connection, cancellationToken);
        await using var command = connection.Command("SELECT areas, name FROM office");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new OfficeArea(
            reader.GetString(0).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            reader.GetString(1)) { Names = names };
    }

    /// <summary>What changes when the grades have to be given anew; empty while nobody has said what the area
    /// is.</summary>
    public string MarkWith(PlaceIndex? index) =>
        Codes.Count == 0 && Names.Mark.Length == 0
        ? "" : $"{index?.Hash ?? "none"} {string.Join(' ', Codes)} {Names.Mark}".TrimEnd();

    /// <summary>What reading a letter may know of the office.</summary>
    public async Task<OfficeDetails> DetailsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var emails = new HashSet<string>(StringComparer.Ordinal);
        await using (var command =
            connection.Command("SELECT lower(email) FROM staff_member UNION SELECT lower(user_name) FROM mailbox"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) emails.Add(reader.GetString(0));
        return new OfficeDetails { Emails = emails, Representative = RepresentativeOf(OfficeName) };
    }

    /// <summary>Where postcodes and names stand to this area, as of one index.</summary>
    public PlaceBook BookOf(PlaceIndex? index)
    {
        if (index is null || Codes.Count == 0) return PlaceBook.Empty with { Name = Names.StandingOf };
        var area = new OurArea(index, Codes);
        return new PlaceBook(
            true, area.Name, (postcode, on) => Look(index, area, postcode, on),
            name => Names.StandingOf(name) is not NameStanding.Unknown and var said
                ? said : area.StandingOf(name) switch
            {
                AreaStanding.Ours => NameStanding.Ours,
                AreaStanding.Elsewhere => NameStanding.Elsewhere,
                _ => NameStanding.Unknown,
            });
    }

    private static PostcodeAnswer Look(PlaceIndex index, OurArea area, string postcode, DateOnly on)
    {
        var answer = index.Ask(postcode, on);
        if (answer.Place is not { } place) return PostcodeAnswer.Unknown;
        var standing = area.StandingOf(place) switch
        {
            AreaStanding.Ours => PostcodeStanding.Ours,
            AreaStanding.Elsewhere => PostcodeStanding.Elsewhere,
            AreaStanding.Both => PostcodeStanding.Straddles,
            _ => PostcodeStanding.Unknown,
        };
        return new PostcodeAnswer(
            standing, place.Constituency?.Name ?? place.Constituency?.Code, place.EndedOn is { } ended && ended <= on,
            answer.IsAssumed ? answer.Postcode.ToString() : null);
    }

    /// <summary>"Office of Mari Prys MP" is Mari Prys's.</summary>
    public static string RepresentativeOf(string office)
    {
        var name = office.StartsWith("Office of ", StringComparison.OrdinalIgnoreCase) ? office[10..] : office;
        return string.Join(' ',
            name.Split(' ').TakeWhile(word => word is not ("MP" or "MSP" or "MS" or "MLA" or "–" or "-")));
    }
}
