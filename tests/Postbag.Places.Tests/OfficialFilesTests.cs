using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Postbag.Places.Geometry;
using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

/// <summary>Real postcodes: every one of them.</summary>
public sealed class OfficialFilesTests : IDisposable
{
    private readonly InventedPlaces places = new();

    public void Dispose() => places.Dispose();

    [Fact]
    public void Every_postcode_of_Great_Britain_is_found_as_the_file_has_it()
    {
        var file = SharedGeography.FileOrSkip("gb-postcodes.csv.gz");
        var names = new[] { "constituencies-2024", "districts", "wards-former", "wards" }
            .Select(name => SharedGeography.FileOrSkip($"names/{name}.json")).ToList();
        places.Import([file, .. names]);
        var index = places.Places.Index!;
        var known = names.SelectMany(
            path => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!)
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => pair.Last().Value, StringComparer.Ordinal);

        index.ResolutionMetres.ShouldBe(1);
        ((double)index.SizeBytes / index.Live).ShouldBeLessThan(4.3);
        var (rows, without, wrong) = (0, 0, new List<string>());
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            rows++;
            if (Difference(index, line.Split(','), known, ref without) is { } difference) wrong.Add(difference);
        }

        wrong.Take(10).ShouldBeEmpty();
        (rows, without, index.Live).ShouldBe((1_734_274, 868, 1_734_274));
    }

    private static string? Difference(PlaceIndex index, string[] row, Dictionary<string, string> known, ref int without)
    {
        var answer = index.Ask(row[0], InventedPlaces.Today);
        if (answer.Place is not { } place || answer.Postcode.ToString() != row[0] || answer.IsAssumed)
            return $"{row[0]} isn't found";
        if (place.Constituency is null) without++;
        if (place.Constituency is null != answer.Note is "The files name no constituency for it.")
            return $"{row[0]}: {answer.Note}";
        var position = row[1] == "90" ? (GridReference?)null
            : new GridReference(int.Parse(row[2], CultureInfo.InvariantCulture),
                int.Parse(row[3], CultureInfo.InvariantCulture), false);
        var before = index.Find(answer.Postcode!.Value, new DateOnly(2023, 1, 1))!.Constituency?.Code;
        return place.Position == position && Is(place.Nation, row[4], null) && Is(place.District, row[5], known)
            && Is(place.Ward, row[6], known)
            && Is(place.Constituency, row[7], known) && before == (row[8] is "nan" or "" ? null : row[8])
            ? null
            : string.Join(',', row);
    }

    private static bool Is(Area? area, string code, Dictionary<string, string>? known) =>
        code.Length == 0 ? area is null
            : area?.Code == code && (known is null || area.Name == known.GetValueOrDefault(code));

    [Theory]
    [InlineData("onspd-52-columns-2000.csv", 2_000, 948)]
    [InlineData("onspd-52-columns-pcd7-200.csv", 200, null)]
    [InlineData("onspd-53-columns-quoted-200.csv", 200, null)]
    [InlineData("onspd-50-columns-2021-200.csv", 200, null)]
    [InlineData("onspd-4-columns-2000.csv", 2_000, null)]
    public void Every_row_of_the_ONS_Postcode_Directory_is_found_as_the_file_has_it(string name, int rows, int? ended)
    {
        var file = SharedGeography.FileOrSkip("onspd-sample/" + name);

        places.Import(file).Postcodes.ShouldBe(rows);

        var index = places.Places.Index!;
        if (ended is not null) index.Ended.ShouldBe(ended.Value);
        var lines = File.ReadAllLines(file).Select(line => line.Split(',').Select(field => field.Trim('"')).ToArray())
            .ToList();
        var columns = lines[0];
        var day = name.Contains("2021", StringComparison.Ordinal) || name.Contains("4-col", StringComparison.Ordinal)
            ? new DateOnly(2021, 6, 1) : InventedPlaces.Today;
        foreach (var row in lines.Skip(1))
        {
            string Value(string column) => Array.IndexOf(columns, column) is >= 0 and var i ? row[i] : "";
            var place = index.Ask(row[0], day).Place.ShouldNotBeNull(row[0]);
            place.Constituency?.Code.ShouldBe(Code(Value("pcon")), row[0]);
            (place.Constituency is null).ShouldBe(Code(Value("pcon")) is null, row[0]);
            place.Ward?.Code.ShouldBe(Code(Value("osward")), row[0]);
            place.District?.Code.ShouldBe(Code(Value("oslaua")), row[0]);
            place.EndedOn?.ToString("yyyyMM", CultureInfo.InvariantCulture).ShouldBe(Value("doterm"), row[0]);
            (place.EndedOn is null).ShouldBe(Value("doterm").Length == 0, row[0]);
            if (Value("oseast1m") is { Length: > 0 } east)
                place.Position.ShouldBe(
                    new GridReference(int.Parse(east, CultureInfo.InvariantCulture),
                    int.Parse(Value("osnrth1m"), CultureInfo.InvariantCulture), false));
            else place.Position.ShouldBeNull();
        }
    }

    private static string? Code(string code) =>
        code.Length == 0 || code.EndsWith("99999999", StringComparison.Ordinal) ? null : code;

    /// <summary>ONS computes latitude and longitude with Ordnance Survey's grid of corrections; ours are
    /// without.</summary>
    [Fact]
    public void Latitude_and_longitude_are_right_to_some_metres()
    {
        var lines = File.ReadAllLines(SharedGeography.FileOrSkip("onspd-sample/onspd-52-columns-2000.csv"));
        var columns = lines[0].Split(',').ToList();
        var distances = new List<double>();
        foreach (var row in lines.Skip(1).Select(line => line.Split(',')))
        {
            if (row[columns.IndexOf("oseast1m")] is not { Length: > 0 } east) continue;
            double Number(string column) => double.Parse(row[columns.IndexOf(column)], CultureInfo.InvariantCulture);
            var (latitude, longitude) = NationalGrid.ToDegrees(
                new GridReference(int.Parse(east, CultureInfo.InvariantCulture), (int)Number("osnrth1m"), false));
            var north = (latitude - Number("lat")) * 111_200;
            var away = (longitude - Number("long")) * 111_200 * Math.Cos(latitude * Math.PI / 180);
            distances.Add(Math.Sqrt((north * north) + (away * away)));
        }

        // Of ten postcodes the file has latitude and longitude of another place than easting and northing.
        distances.Count(distance => distance > 5).ShouldBe(10);
        distances.Order().ElementAt(distances.Count / 2).ShouldBeLessThan(3);
    }

    [Fact]
    public void Fifty_thousand_postcodes_agree_with_the_boundaries_but_for_those_that_straddle()
    {
        places.Import(SharedGeography.FileOrSkip("gb-postcodes.csv.gz"),
            SharedGeography.FileOrSkip("pcon-july-2024-bgc.geojson.gz"));

        var result = ComparePlaces.Run(places.Places, 50_000, CancellationToken.None);

        result.Examples.ShouldBeEmpty();
        result.Differ.ShouldBe(0);
        result.Near.ShouldBeLessThan(50);
        result.Outside.ShouldBeLessThan(20);
        (result.Compared + result.Without).ShouldBe(50_000);
        result.Without.ShouldBeLessThan(60);
    }
}
