using Postbag.Places.Geometry;
using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

public sealed class BoundariesTests : IDisposable
{
    private readonly InventedPlaces places = new();

    public void Dispose() => places.Dispose();

    /// <summary>Two squares of 10 km side by side on the grid, the left one with a hole, in eastings and
    /// northings.</summary>
    private const string TwoSquares = """
        {"type":"FeatureCollection","features":[
         {"type":"Feature","properties":{"PCON24CD":"Z14000001","PCON24NM":"Marchbury","BNG_E":1},"geometry":{"type":"Polygon","coordinates":
          [[[380000,800000],[390000,800000],[390000,810000],[380000,810000],[380000,800000]],
           [[381000,801000],[382000,801000],[382000,802000],[381000,802000],[381000,801000]]]}},
         {"geometry":{"type":"MultiPolygon","coordinates":
          [[[[390000,800000],[390000,810000],[400000,810000],[400000,800000],[390000,800000]]],
           [[[420000,800000],[420000,800001],[420000,800000]]]]},
          "type":"Feature","properties":{"PCON24CD":"Z14000002","PCON24NM":"Harbury Sands"}}]}
        """;

    [Theory]
    [InlineData(385000, 805000, "Z14000001")]
    [InlineData(395000, 805000, "Z14000002")]
    [InlineData(381500, 801500, "")] // in the hole
    [InlineData(370000, 805000, "")]
    [InlineData(390000, 805000, "Z14000002")] // on the border: in one of them
    public void A_point_lies_in_one_constituency_or_in_none(int east, int north, string code) =>
        string.Join(' ', Map().At(new GridReference(east, north, false), BoundarySet.Of2024)
            .Select(boundary => boundary.Code)).ShouldBe(code);

    [Fact]
    public void A_postcode_within_100_metres_of_another_constituency_may_straddle()
    {
        places.Import(
            places.Write("boundaries.geojson", TwoSquares),
            places.Write("postcodes.csv", InventedPlaces.Table(
                "ZZ12AB,ZZ1 2AB,198001,,Z06000001,Z05000001,389901,0805000,1,Z92000001,,Z14000001,",
                "ZZ12AD,ZZ1 2AD,198001,,Z06000001,Z05000001,389899,0805000,1,Z92000001,,Z14000001,",
                "ZZ12AE,ZZ1 2AE,198001,,Z06000001,Z05000001,380001,0805000,1,Z92000001,,Z14000001,")));
        var index = places.Places.Index!;

        index.Ask("ZZ1 2AB", InventedPlaces.Today).ShouldSatisfyAllConditions(
            answer => answer.Place!.AlsoNear.ShouldBe(new Area("Z14000002", "Harbury Sands")),
            answer => answer.Note.ShouldBe(
                "Some of its doors may be in Harbury Sands: it lies within 100 metres of the boundary."));
        index.Ask("ZZ1 2AD", InventedPlaces.Today).Place!.MayStraddle.ShouldBeFalse();
        index.Ask("ZZ1 2AE", InventedPlaces.Today).Place!.MayStraddle.ShouldBeFalse(
            "the sea or nothing is on the other side");
        index.Ask("ZZ1 2AB", new DateOnly(2023, 1, 1)).Place!.MayStraddle.ShouldBeFalse(
            "these boundaries weren't in use");
    }

    [Fact]
    public void Postcodes_that_come_after_the_boundaries_are_compared_with_them()
    {
        places.Import(places.Write("boundaries.geojson", TwoSquares));
        places.Import(places.Write("postcodes.csv", InventedPlaces.Table(
            "ZZ12AB,ZZ1 2AB,198001,,Z06000001,Z05000001,389950,0805000,1,Z92000001,,Z14000001,",
            "ZZ12AD,ZZ1 2AD,198001,,Z06000001,Z05000001,395000,0805000,1,Z92000001,,Z14000001,")));

        places.Places.Index!.Ask("ZZ1 2AB", InventedPlaces.Today).Place!.Constituency!.Name.ShouldBe("Marchbury");
        places.Places.Index!.Ask("ZZ1 2AB", InventedPlaces.Today).Place!.AlsoNear!.Name.ShouldBe("Harbury Sands");
        var result = ComparePlaces.Run(places.Places, 100, CancellationToken.None);
        (result.Agree, result.Differ).ShouldBe((1, 1));
        result.Examples.ShouldBe(["ZZ1 2AD: the files say Z14000001, its point lies in Z14000002."]);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public void Half_a_file_of_boundaries_is_refused(double part) =>
        Should.Throw<PlacesException>(() => places.Import(
            places.Write("half.geojson", TwoSquares[..(int)(TwoSquares.Length * part)]))).Message.ShouldContain(
                "isn't whole GeoJSON");

    [Fact]
    public void Boundaries_of_something_else_are_refused() =>
        Should.Throw<PlacesException>(() => places.Import(
            places.Write("parks.geojson", TwoSquares.Replace("PCON24", "PARK24", StringComparison.Ordinal)))).Message
            .ShouldContain("holds no boundary of a constituency");

    [Fact]
    public void A_spoilt_file_of_kept_boundaries_is_told_and_not_used()
    {
        places.Import(places.Write("boundaries.geojson", TwoSquares));
        var path = places.Places.BoundariesPath;
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.Delete(path);
        File.WriteAllBytes(path, bytes);

        Should.Throw<PlacesException>(() => ComparePlaces.Run(places.Places, 10, CancellationToken.None)).Message
            .ShouldContain("damaged or cut short");
        places.Import(places.Write("more.csv", "pcds,pcon24cd\nZZ1 2AB,Z14000002\n")).Notes.ShouldHaveSingleItem();
    }

    /// <summary>"A guide to coordinate systems in Great Britain", annex C: a worked example of Ordnance
    /// Survey's.</summary>
    [Fact]
    public void The_projection_is_that_of_the_worked_example()
    {
        var airy = new NationalGrid.Ellipsoid(6377563.396, 6356256.909);
        var grid = new TransverseMercator(airy, 49, -2, 400_000, -100_000, 0.9996012717);
        var (phi, lambda) = (Radians(52, 39, 27.2531), Radians(1, 43, 4.5177));

        var (east, north) = grid.FromRadians(phi, lambda);
        var (latitude, longitude) = grid.ToRadians(east, north);

        east.ShouldBe(651409.903, 0.001);
        north.ShouldBe(313177.270, 0.001);
        latitude.ShouldBe(phi, 1e-10);
        longitude.ShouldBe(lambda, 1e-10);
    }

    [Theory]
    [InlineData(400_000, 300_000, false)]
    [InlineData(100_000, 900_000, false)]
    [InlineData(333_900, 374_100, true)]
    public void A_grid_reference_comes_back_from_its_latitude_and_longitude(int east, int north, bool isIrish)
    {
        var (latitude, longitude) = NationalGrid.ToDegrees(new GridReference(east, north, isIrish));
        var (x, y) = NationalGrid.ToBritishGrid(latitude, longitude);

        if (!isIrish) (Math.Abs(x - east) + Math.Abs(y - north)).ShouldBeLessThan(0.01);
        // The middle of Belfast, on either grid.
        else (latitude, longitude).ShouldSatisfyAllConditions(
            point => point.latitude.ShouldBe(54.597, 0.01), point => point.longitude.ShouldBe(-5.93, 0.01));
    }

    private static double Radians(int degrees, int minutes, double seconds) =>
        (degrees + (minutes / 60.0) + (seconds / 3600)) * Math.PI / 180;

    private BoundaryMap Map()
    {
        places.Import(places.Write("boundaries.geojson", TwoSquares));
        return new BoundaryMap(BoundaryFile.Read(places.Places.BoundariesPath, out _));
    }
}
