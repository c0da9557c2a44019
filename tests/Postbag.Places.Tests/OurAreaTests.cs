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

    [Theory]
    [InlineData("Nether Green", AreaStanding.Ours)]
    [InlineData("Priory", AreaStanding.Ours)]
    [InlineData("The Vale", AreaStanding.Ours)]
    [InlineData("Castle", AreaStanding.Unknown)] // a ward elsewhere is named after one, too
    [InlineData("Pier", AreaStanding.Unknown)]
    [InlineData("East", AreaStanding.Unknown)]
    public void A_town_that_only_our_areas_are_named_after_is_ours(string name, AreaStanding standing)
    {
        places.Import(places.Write("more.json", """
            {"Z14000001": "Marchbury and the Vale", "Z05000001": "Castle East", "Z05000002": "Priory & Nether Green North", "Z05000003": "Castle West and Pier"}
            """));

        new OurArea(places.Places.Index!, ["Z14000001"]).StandingOf(name).ShouldBe(standing);
    }

    [Fact]
    public void An_official_list_of_places_says_which_villages_are_ours_and_no_others()
    {
        var list = places.Write("IPN.csv",
            "placeid,place23nm,descnm,lad23cd,wd23cd,pcon23cd\n1,Nether Mere,LOC,Z06000001,Z05000001,Z14000091\n2,Sandhythe,LOC,Z06000002,Z05000003,Z14000092\n"
            + "3,Newton,LOC,Z06000001,Z05000002,Z14000092\n4,Newton,LOC,Z06000002,Z05000003,Z14000092\n5,Unheard,LOC,Z06000077,Z05000077,\n6,Nether Mere,BUA,,Z05000001,\n");

        PlaceList.OursIn(list, Area("Z14000001"), CancellationToken.None).ShouldBe(["Nether Mere"]);
    }

    [Theory]
    [InlineData("name,code\nMarchbury,Z05000001\n", "no list of places")]
    [InlineData("place23nm,wd23cd,lat\nNether Mere,Z05000001,1\nUpper Me", "cut short")]
    [InlineData("", "no list of places")]
    public void What_is_no_whole_list_of_places_is_refused(string content, string sentence) =>
        Should.Throw<PlacesException>(
            () => PlaceList.OursIn(
            places.Write("list.csv", content), Area("Z14000001"), CancellationToken.None)).Message.ShouldContain(
            sentence);

    [Fact]
    public void A_name_that_is_partly_ours_is_both() =>
        Area("Z05000001").StandingOf("Orran").ShouldBe(AreaStanding.Both);

    [Fact]
    public void A_postcode_near_the_border_may_be_either()
    {
        var place = index.Ask("ZZ1 2AB", InventedPlaces.Today).Place!
            with { AlsoNear = new Area("Z14000002", "Harbury Sands") };

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
