using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

public sealed class PlaceTextTests : IDisposable
{
    private readonly InventedPlaces places = new();
    private readonly PlaceIndex index;

    public PlaceTextTests() => index = places.Index();

    public void Dispose() => places.Dispose();

    [Theory]
    [InlineData("12 Corve Row, Marchbury ZZ1 2AB", "ZZ1 2AB")]
    [InlineData("12 Corve Row\nMarchbury\nzz1 2ab\n", "ZZ1 2AB")]
    [InlineData("I live at zz12ab.", "ZZ1 2AB")]
    [InlineData("(ZZ1 2AB)", "ZZ1 2AB")]
    [InlineData("Postcode:ZZ1 2AB", "ZZ1 2AB")]
    [InlineData("Post code - ZZ1 2AB", "ZZ1 2AB")]
    [InlineData("ZZ1\u00A02AB", "ZZ1 2AB")]
    [InlineData("Marchbury ZZ1\r\n2AB is where I live", "ZZ1 2AB")]
    [InlineData("ZZ1 2AB / ZZ10 3QQ", "ZZ1 2AB ZZ10 3QQ")]
    [InlineData("ZZ1 2AB ZZ10 3QQ QV1A0AA", "ZZ1 2AB ZZ10 3QQ QV1A 0AA")]
    [InlineData("my postcode is ZZI 2AB", "ZZ1 2AB")]
    [InlineData("MARCHBURY ZZ1O 3QQ", "ZZ10 3QQ")]
    public void The_postcodes_of_a_letter_are_found(string text, string expected)
    {
        var found = PlaceText.FindPostcodes(text, index);

        string.Join(' ', found.Select(mention => mention.Postcode.ToString())).ShouldBe(expected);
        found.ShouldAllBe(mention => text.Substring(mention.Offset, mention.Length) == mention.Written
            && mention.Exists);
    }

    [Theory]
    [InlineData("Order ZZ1 2AB")]
    [InlineData("your ref: ZZ1 2AB")]
    [InlineData("Reference number is ZZ12AB")]
    [InlineData("booking no. ZZ1 2AB")]
    [InlineData("ABC-ZZ1 2AB")]
    [InlineData("ZZ1 2AB-77")]
    [InlineData("ZZ1 2ABX")]
    [InlineData("XZZ1 2AB")]
    [InlineData("9ZZ12AB7")]
    [InlineData("https://example.org/zz12ab/x")]
    [InlineData("someone@zz12ab.example")]
    [InlineData("a red van, reg ZZ10 3QQ")]
    [InlineData("the voucher code ZZ1 2AB")]
    [InlineData("we met at 5 5pm")]
    [InlineData("there are 12 of us and 2 ab")]
    [InlineData("ZZ1 or 2AB")]
    [InlineData("zzi 2ab")] // a slip in small letters with no word before it may be anything
    public void What_only_looks_like_a_postcode_is_not_found(string text) =>
        PlaceText.FindPostcodes(text, index).ShouldBeEmpty();

    [Fact]
    public void A_postcode_that_no_file_has_is_found_and_marked()
    {
        var mention = PlaceText.FindPostcodes("I live at ZZ1 9AB, Marchbury", index).ShouldHaveSingleItem();

        mention.Exists.ShouldBeFalse();
        mention.Postcode.ToString().ShouldBe("ZZ1 9AB");
    }

    [Fact]
    public void A_slip_names_its_candidates()
    {
        var mention = PlaceText.FindPostcodes("Postcode zzl 2ab", index).ShouldHaveSingleItem();

        mention.Candidates.Select(postcode => postcode.ToString()).ShouldBe(["ZZ1 2AB"]);
        mention.Written.ShouldBe("zzl 2ab");
    }

    [Fact]
    public void Without_an_index_the_form_decides() =>
        PlaceText.FindPostcodes("12 Corve Row, Marchbury ZZ1 2AB", null).ShouldHaveSingleItem().Exists.ShouldBeFalse();

    [Fact]
    public void A_text_of_nothing_but_postcodes_is_looked_through_once() =>
        PlaceText.FindPostcodes(string.Concat(Enumerable.Repeat("ZZ1 2AB ", 100_000)), index).Count.ShouldBe(
            PlaceText.MaxMentions);
}
