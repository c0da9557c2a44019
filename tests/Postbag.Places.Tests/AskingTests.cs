using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

public sealed class AskingTests : IDisposable
{
    private readonly InventedPlaces places = new();
    private readonly PlaceIndex index;

    public AskingTests() => index = places.Index();

    public void Dispose() => places.Dispose();

    [Theory]
    [InlineData("ZZI 2AB", "ZZ1 2AB", "I read as 1")]
    [InlineData("zzl 2ab", "ZZ1 2AB", "L read as 1")]
    [InlineData("ZZ1O 3QQ", "ZZ10 3QQ", "O read as 0")]
    [InlineData("ZZlO3QQ", "ZZ10 3QQ", "L read as 1, O read as 0")]
    [InlineData("2Z1 2AB", "ZZ1 2AB", "2 read as Z")]
    [InlineData("ZZ1 ZAB", "ZZ1 2AB", "Z read as 2")]
    [InlineData("ZZ1 2A8", "ZZ1 2AB", "8 read as B")]
    [InlineData("ZZS 5SS", "ZZ5 5SS", "S read as 5")]
    [InlineData("ZZ5 SSS", "ZZ5 5SS", "S read as 5")]
    [InlineData("ZZ5 555", "ZZ5 5SS", "5 read as S, 5 read as S")]
    public void A_slip_is_assumed_where_only_one_postcode_can_have_been_meant(string written, string meant, string slip)
    {
        var answer = index.Ask(written, InventedPlaces.Today);

        answer.Postcode.ToString().ShouldBe(meant);
        answer.Place.ShouldNotBeNull();
        answer.Slip.ShouldBe(slip);
        answer.Note!.ShouldContain("A slip was assumed");
    }

    [Fact]
    public void What_exists_as_written_is_no_slip()
    {
        var answer = index.Ask("zz5 5ss", InventedPlaces.Today);

        answer.IsAssumed.ShouldBeFalse();
        answer.Place.ShouldNotBeNull();
        answer.Note.ShouldBeNull();
    }

    [Fact]
    public void Of_several_that_may_have_been_meant_none_is_assumed_and_all_are_offered()
    {
        places.Import(places.Write("more.csv", InventedPlaces.Table(
            "LL1 2AB,LL1 2AB,198001,,Z06000001,Z05000001,385386,0801193,1,Z92000001,,Z14000001,",
            "IL1 2AB,IL1 2AB,198001,,Z06000001,Z05000001,385386,0801193,1,Z92000001,,Z14000002,")));

        var answer = places.Places.Index!.Ask("1L1 2AB", InventedPlaces.Today);

        answer.Postcode.ShouldBeNull();
        answer.IsAssumed.ShouldBeFalse();
        answer.Offered.Select(postcode => postcode.ToString()).ShouldBe(["IL1 2AB", "LL1 2AB"]);
        answer.Note!.ShouldContain("Perhaps IL1 2AB or LL1 2AB is meant");
    }

    [Theory]
    [InlineData("ZZ1 2AE", "No file has this postcode.")]
    [InlineData("hello", "This isn't a postcode.")]
    [InlineData("", "This isn't a postcode.")]
    [InlineData("ZZ1 2AD", "It ended in June 1996.")]
    [InlineData("QV1A 0AA", "The files name no constituency for it.")]
    public void What_to_be_careful_about_is_said(string written, string note) =>
        index.Ask(written, InventedPlaces.Today).Note.ShouldBe(note);
}
