using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

public sealed class PlaceIndexTests : IDisposable
{
    private readonly InventedPlaces places = new();

    public void Dispose() => places.Dispose();

    [Fact]
    public void A_postcode_is_found_with_its_areas_and_its_position()
    {
        var place = Find("ZZ1 2AB", InventedPlaces.Today)!;

        place.Constituency.ShouldBe(new Area("Z14000001", "Marchbury"));
        place.Ward.ShouldBe(new Area("Z05000001", "Castle"));
        place.District.ShouldBe(new Area("Z06000001", "Orran"));
        place.Nation.ShouldBe(new Area("Z92000001", "Here"));
        place.Position.ShouldBe(new GridReference(385386, 801193, false));
        place.EndedOn.ShouldBeNull();
    }

    [Fact]
    public void A_day_decides_between_the_constituencies_of_2010_and_2024()
    {
        Find("ZZ1 2AB", new DateOnly(2024, 7, 3))!.Constituency!.Name.ShouldBe("Marchbury and Orran");
        Find("ZZ1 2AB", new DateOnly(2024, 7, 4))!.Constituency!.Name.ShouldBe("Marchbury");
    }

    [Fact]
    public void A_postcode_that_has_ended_says_since_when() =>
        Find("ZZ1 2AD", InventedPlaces.Today)!.EndedOn.ShouldBe(new DateOnly(1996, 6, 1));

    [Fact]
    public void A_postcode_without_a_position_or_a_constituency_says_neither()
    {
        var place = Find("QV1A 0AA", InventedPlaces.Today)!;

        place.Position.ShouldBeNull();
        place.Constituency.ShouldBeNull();
        place.Ward!.Name.ShouldBe("Pier");
    }

    [Theory]
    [InlineData("ZZ1 2AE")]
    [InlineData("ZZ1 3AB")]
    [InlineData("ZZ2 2AB")]
    [InlineData("QV1 0AA")]
    public void What_no_file_has_is_not_found(string postcode) => Find(postcode, InventedPlaces.Today).ShouldBeNull();

    [Fact]
    public void The_index_counts_what_is_in_use_and_what_has_ended()
    {
        var index = places.Index();

        index.Live.ShouldBe(5);
        index.Ended.ShouldBe(1);
        index.ResolutionMetres.ShouldBe(1);
        index.All().Select(postcode => postcode.ToString()).ShouldBe(
            ["QV1A 0AA", "ZZ1 2AB", "ZZ1 2AD", "ZZ1 2ZZ", "ZZ10 3QQ", "ZZ5 5SS"], ignoreOrder: true);
    }

    [Fact]
    public void A_byte_that_changed_anywhere_makes_the_index_refused()
    {
        places.Index();
        var whole = File.ReadAllBytes(places.Places.IndexPath);
        for (var at = 0; at < whole.Length; at += 7)
        {
            var broken = whole.ToArray();
            broken[at] ^= 0x10;

            PlaceIndex.TryOpen(places.Write("broken", broken), out var whyNot).ShouldBeNull();
            whyNot!.ShouldContain("can't be used");
        }
    }

    [Fact]
    public void An_index_that_is_cut_short_is_refused()
    {
        places.Index();
        var whole = File.ReadAllBytes(places.Places.IndexPath);
        foreach (var length in new[] { 0, 1, 50, 111, 112, whole.Length / 2, whole.Length - 1 })
            PlaceIndex.TryOpen(places.Write("cut", whole[..length]), out _).ShouldBeNull();
    }

    [Fact]
    public void Without_an_index_a_sentence_says_so()
    {
        places.Places.Index.ShouldBeNull();
        places.Places.WhyNot!.ShouldContain("No postcodes have been imported");
    }

    private Place? Find(string written, DateOnly on)
    {
        Postcode.TryParse(written, out var postcode).ShouldBeTrue();
        return places.Index().Find(postcode, on);
    }
}
