using Postbag.Demo;
using Postbag.Places;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Demo;

/// <summary>The invented constituency has its own official files.</summary>
public sealed class DemoPlacesTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public async Task Every_street_of_the_demo_lies_in_its_constituency_and_its_ward()
    {
        var places = await ImportAsync();

        var area = new OurArea(places.Index!, [DemoPlaceFiles.Constituency]);
        area.Name.ShouldBe(DemoStaff.Constituency);
        foreach (var street in DemoPlaces.Streets.Concat(DemoPlaces.StreetsElsewhere))
        {
            var answer = places.Index!.Ask(street.Postcode, Today);
            answer.Place!.Constituency!.Name.ShouldBe(street.Constituency);
            answer.Place.Ward!.Name.ShouldBe(street.Ward);
            var isOurs = DemoPlaces.Streets.Contains(street);
            area.StandingOf(answer.Place).ShouldBe(
                answer.Place.MayStraddle ? AreaStanding.Both : isOurs ? AreaStanding.Ours : AreaStanding.Elsewhere);
        }
    }

    [Fact]
    public async Task The_boundaries_agree_one_street_straddles_and_one_postcode_has_ended()
    {
        var places = await ImportAsync();

        var result = ComparePlaces.Run(places, 1_000, CancellationToken.None);

        (result.Agree, result.Near, result.Outside, result.Differ, result.Without)
            .ShouldBe((result.Compared, 0, 0, 0, 0));
        places.Index!.Ended.ShouldBe(1);
        DemoPlaces.Streets.Count(street => places.Index!.Ask(street.Postcode, Today).Place!.MayStraddle).ShouldBe(1);
        places.Representatives.Of(DemoPlaceFiles.Constituency).Single().Name.ShouldBe("Nia Thackwray MP");
    }

    private static async Task<PlacesFolder> ImportAsync()
    {
        var folder = TestPlace.NewFolder();
        var places = new PlacesFolder(Path.Combine(folder, "places"));
        var files = await DemoPlaceFiles.WriteAsync(Path.Combine(folder, "files"), CancellationToken.None);
        new ImportPlaces(places, TimeProvider.System).Run(files, CancellationToken.None);
        return places;
    }
}
