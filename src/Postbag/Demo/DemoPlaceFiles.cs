using System.Text;
using System.Text.Json;

namespace Postbag.Demo;

/// <summary>The files of the invented constituency and its neighbours, in the formats of the official ones: postcodes,
/// names, boundaries, representatives. On the map they lie in the North Sea, each a square of 20 km.</summary>
internal static class DemoPlaceFiles
{
    /// <summary>The constituency's code. ONS has no codes that begin with Z.</summary>
    public const string Constituency = "Z14000001";

    private const int Side = 20_000;
    private const int WestEdge = 610_000;
    private const int SouthEdge = 700_000;

    /// <summary>Where each neighbour lies: squares east and north of ours.</summary>
    private static readonly (int East, int North)[] Places = [(0, 0), (1, 0), (0, 1), (-1, 0), (0, -1)];

    private static readonly string[] Members =
        [DemoStaff.Representative.Name, "Aled Fenwick", "Ruth Osei-Hallam", "Priya Castellan", "Menna Trefor"];

    private static readonly List<DemoStreet> Streets = [.. DemoPlaces.Streets, .. DemoPlaces.StreetsElsewhere];
    private static readonly List<string> Constituencies = [.. Streets.Select(street => street.Constituency).Distinct()];
    private static readonly List<string> Wards = [.. Streets.Select(street => street.Ward).Distinct()];

    /// <summary>Writes the files into a folder.</summary>
    /// <returns>Their paths.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = new (string Name, string Content)[]
        {
            ("postcodes.csv", Postcodes()), ("names.json", Names()), ("boundaries.geojson", Boundaries()),
            ("representatives.csv", Representatives()),
        };
        foreach (var (name, content) in files)
            await File.WriteAllTextAsync(Path.Combine(folder, name), content, cancellationToken);
        return [.. files.Select(file => Path.Combine(folder, file.Name))];
    }

    private static string Postcodes()
    {
        var table = new StringBuilder("pcds,doterm,lad25cd,wd25cd,east1m,north1m,ctry25cd,pcon24cd,pcon10cd\n");
        foreach (var street in Streets) table.Append(Row(street, street.Postcode, "")).Append('\n');
        // Whoever writes from here has an old letterhead.
        return table.Append(Row(Streets[0], "ZZ1 9ZZ", "199606")).Append('\n').ToString();
    }

    private static string Row(DemoStreet street, string postcode, string ended)
    {
        var constituency = Constituencies.IndexOf(street.Constituency);
        var inWard = Streets.Where(other => other.Ward == street.Ward).ToList().IndexOf(street);
        var ward = Wards.Where(
            name => Streets.Any(other => other.Ward == name && other.Constituency == street.Constituency))
            .ToList().IndexOf(street.Ward);
        // Four by three fields to a constituency; the last street of its last ward lies 60 metres from the border.
        var east = ward == 11 && inWard == 5 ? Side - 60 : (ward % 4 * 5_000) + 700 + (inWard * 600);
        var north = (ward / 4 * 6_000) + 1_500 + (inWard * 400);
        var isWelsh = street.Ward is "Llanferwen" or "Cwm Derwas" or "Nant Helyg" or "Dyffryn Lleni";
        return $"{postcode},{ended},{(constituency == 0 ? "Z06000001" : "Z06000002")},{Ward(street.Ward)},"
            + $"{WestEdge + (Places[constituency].East * Side) + east},{SouthEdge + (Places[constituency].North * Side) + north},"
            + $"{(isWelsh ? "W92000004" : "E92000001")},{Code(constituency)},{(ward < 8 ? "Z14000091" : "Z14000092")}";
    }

    private static string Names()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Z06000001"] = "Marchbury", ["Z06000002"] = "Umberland", ["Z14000091"] = "Marchbury",
            ["Z14000092"] = "Wernbridge and Kettleby",
        };
        for (var i = 0; i < Constituencies.Count; i++) names[Code(i)] = Constituencies[i];
        foreach (var ward in Wards) names[Ward(ward)] = ward;
        return JsonSerializer.Serialize(names);
    }

    private static string Boundaries()
    {
        var features = Constituencies.Select((name, i) =>
        {
            var (west, south) = (WestEdge + (Places[i].East * Side), SouthEdge + (Places[i].North * Side));
            int[][] ring = [[west, south], [west, south + Side], [west + Side, south + Side], [west + Side, south],
                [west, south]];
            return new
            {
                type = "Feature",
                properties = new Dictionary<string, string> { ["PCON24CD"] = Code(i), ["PCON24NM"] = name },
                geometry = new { type = "Polygon", coordinates = new[] { ring } },
            };
        });
        return JsonSerializer.Serialize(new { type = "FeatureCollection", features });
    }

    private static string Representatives()
    {
        var table = new StringBuilder("area,representative,email,phone\n");
        for (var i = 0; i < Constituencies.Count; i++)
        {
            var email = Members[i].ToLowerInvariant().Replace(' ', '.');
            table.Append($"{Code(i)},{Members[i]} MP,{email}@example.org,01632 9601{i:D2}\n");
        }

        return table.ToString();
    }

    private static string Code(int constituency) => $"Z1400000{constituency + 1}";

    private static string Ward(string name) => $"Z05{Wards.IndexOf(name) + 1:D6}";
}
