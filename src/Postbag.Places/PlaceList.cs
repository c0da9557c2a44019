using Postbag.Places.Reading;

namespace Postbag.Places;

/// <summary>Reads an official list of places – villages, hamlets, estates – such as ONS's Index of Place Names in Great
/// Britain.</summary>
/// <remarks>https://geoportal.statistics.gov.uk, "Index of Place Names in Great Britain": a row for each place and part
/// of one, its name in
/// <c>place23nm</c>, its ward, district and old constituency by their codes (columns read 2026-11-23). The year is
/// another in each edition.</remarks>
public static class PlaceList
{
    private const int LongestName = 100;

    /// <summary>The names in a list that mean a place of an area and no other place in the list.</summary>
    /// <param name="path">The list: CSV, packed or not.</param>
    /// <param name="area">The area.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>Each name once, in the list's order. A place that lies partly in the area, one whose ward and district
    /// no imported file has, and a name that another place bears too, aren't among them.</returns>
    /// <exception cref="PlacesException">The file isn't there, is damaged, or isn't such a list: a sentence for
    /// people.</exception>
    public static IReadOnlyList<string> OursIn(string path, OurArea area, CancellationToken cancellationToken)
    {
        using var file = SourceFile.Open(path, new PlacesProgress());
        foreach (var part in file.Parts.OrderByDescending(part => part.Length))
        {
            var what = Recognition.Of(part);
            var names = Array.ConvertAll(what.Headings, ColumnName.Parse);
            var name = Array.FindIndex(names, column => column is { Stem: "place", IsName: true });
            var codes = Enumerable.Range(0, names.Length)
                .Where(i => names[i] is { Kind: AreaKind.Ward or AreaKind.District or AreaKind.Constituency,
                IsCode: true }).ToArray();
            if (name < 0 || codes.Length == 0) continue;
            using var text = TextPart.Open(part);
            return Read(new CsvReader(text, what.Separator, part.Name), what.Headings.Length, name, codes, area,
                cancellationToken);
        }

        throw new PlacesException($"{path} is no list of places: it has no column of places' names, such as place23nm, beside their wards' or districts' codes.");
    }

    private static List<string> Read(
        CsvReader csv, int columns, int name, int[] codes, OurArea area, CancellationToken cancellationToken)
    {
        var standings = new Dictionary<string, AreaStanding>(StringComparer.OrdinalIgnoreCase);
        var order = new List<string>();
        csv.Read();
        while (csv.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (csv.Count < columns && csv.IsWithoutEnd)
                throw new PlacesException(
                    $"The list is cut short: line {csv.Line:N0} stops in its middle. Download it again.");
            var place = NameOf(csv.Text(name).Trim());
            if (place.Length is 0 or > LongestName) continue;
            var standing = area.StandingOfCodes(codes.Select(column => csv.Text(column).Trim()));
            if (standing == AreaStanding.Unknown) continue;
            if (standings.TryGetValue(place, out var before))
                standings[place] = before == standing ? before : AreaStanding.Both;
            else
            {
                standings[place] = standing;
                order.Add(place);
            }
        }

        return order.FindAll(place => standings[place] == AreaStanding.Ours);
    }

    /// <summary>A built-up area, or a part of one, is called "Marchbury BUA" or "Priory BUASD" there, and by nobody who
    /// lives in it.</summary>
    private static string NameOf(string listed) =>
        listed.EndsWith(" BUA", StringComparison.Ordinal) ? listed[..^4].TrimEnd()
        : listed.EndsWith(" BUASD", StringComparison.Ordinal) ? listed[..^6].TrimEnd()
        : listed;
}
