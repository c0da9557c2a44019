using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

public sealed class OurAreaTests : IDisposable
{
    private readonly InventedPlaces places = new();
    private readonly PlaceIndex index;

    public OurAreaTests() => index = places.Index();

    public void Dispose() => places.Dispose();

    [Theory]
    [InlineData("Z14000001", "ZZ1 2AB", AreaStanding.Ours)]
    [InlineData("Z14000001", "ZZ10 3QQ", AreaStanding.Elsewhere)]
    [InlineData("Z14000001", "QV1A 0AA", AreaStanding.Unknown)] // the files name no constituency for it
    [InlineData("Z05000001 Z05000003", "QV1A 0AA", AreaStanding.Ours)]
    [InlineData("Z05000001 Z05000003", "ZZ1 2ZZ", AreaStanding.Elsewhere)]
    [InlineData("Z06000002", "ZZ10 3QQ", AreaStanding.Ours)]
    [InlineData("z14000001", "ZZ1 2AB", AreaStanding.Ours)]
    [InlineData("", "ZZ1 2AB", AreaStanding.Unknown)]
    [InlineData("Z14000099", "ZZ1 2AB", AreaStanding.Unknown)] // a slip in the settings makes nobody a stranger
    public void An_area_is_any_set_of_areas(string codes, string postcode, AreaStanding standing) =>
        Area(codes).StandingOf(index.Ask(postcode, InventedPlaces.Today).Place!).ShouldBe(standing);

    [Theory]
    [InlineData("Marchbury", AreaStanding.Ours)]
    [InlineData("MARCHBURY ", AreaStanding.Ours)]
    [InlineData("Castle", AreaStanding.Ours)]
    [InlineData("Harbury Sands", AreaStanding.Elsewhere)]
    [InlineData("Pier", AreaStanding.Unknown)] // a ward elsewhere may have the name of a village here
    [InlineData("Umber", AreaStanding.Elsewhere)]
    [InlineData("Nowhere", AreaStanding.Unknown)]
    [InlineData("", AreaStanding.Unknown)]
    public void A_name_is_ours_or_elsewhere_if_the_files_leave_no_doubt(string name, AreaStanding standing) =>
        Area("Z14000001").StandingOf(name).ShouldBe(standing);

    [Fact]
    public void A_name_that_is_partly_ours_is_both() => Area("Z05000001").StandingOf("Orran").ShouldBe(AreaStanding.Both);

    [Fact]
    public void A_postcode_near_the_border_may_be_either()
    {
        var place = index.Ask("ZZ1 2AB", InventedPlaces.Today).Place! with { AlsoNear = new Area("Z14000002", "Harbury Sands") };

        Area("Z14000001").StandingOf(place).ShouldBe(AreaStanding.Both);
        Area("Z14000002").StandingOf(place).ShouldBe(AreaStanding.Both);
        Area("Z14000001 Z14000002").StandingOf(place).ShouldBe(AreaStanding.Ours);
        Area("Z05000001").StandingOf(place).ShouldBe(AreaStanding.Ours);
    }

    [Fact]
    public void An_area_is_called_by_its_names_and_says_which_codes_nobody_knows()
    {
        Area("Z14000001").Name.ShouldBe("Marchbury");
        Area("Z05000001 Z05000002 Z05000003").Name.ShouldBe("Castle, Priory and 1 more");
        Area("Z14000001 Z14000077").Missing.ShouldBe(["Z14000077"]);
        Area("").Name.ShouldBeEmpty();
    }

    private OurArea Area(string codes) => new(index, codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
