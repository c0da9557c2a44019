using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

public sealed class PostcodeTests
{
    [Theory]
    [InlineData("ZZ1 2AB", "ZZ1 2AB")]
    [InlineData("zz12ab", "ZZ1 2AB")]
    [InlineData(" zz1  2ab. ", "ZZ1 2AB")]
    [InlineData("ZZ1-2AB", "ZZ1 2AB")]
    [InlineData("Z.Z.1.2.A.B", "ZZ1 2AB")]
    [InlineData("ZZ1\u00A02AB", "ZZ1 2AB")]
    [InlineData("ＺＺ１　２ＡＢ", "ZZ1 2AB")]
    [InlineData("Q1 1AA", "Q1 1AA")]
    [InlineData("Q99 1AA", "Q99 1AA")]
    [InlineData("Q1A1AA", "Q1A 1AA")]
    [InlineData("ZZ99 9ZZ", "ZZ99 9ZZ")]
    [InlineData("zz9z9zz", "ZZ9Z 9ZZ")]
    [InlineData("gir 0aa", "GIR 0AA")]
    [InlineData("NPT4UY", "NPT 4UY")] // Newport's, until 1984
    public void A_postcode_is_read_as_people_write_it(string written, string meant)
    {
        Postcode.TryParse(written, out var postcode).ShouldBeTrue();

        postcode.ToString().ShouldBe(meant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ZZ1")]
    [InlineData("1ZZ 2AB")]
    [InlineData("ZZ1 AB2")]
    [InlineData("ZZ1 2AC")] // C isn't used in the second half
    [InlineData("ZZ1 2A")]
    [InlineData("ZZ111 2AB")]
    [InlineData("ZZZ1 2AB")]
    [InlineData("GIR 0AB")]
    [InlineData("ÉZ1 2AB")]
    [InlineData("ZZ1 2AB ZZ1 2AB")]
    public void What_has_another_form_is_no_postcode(string written) =>
        Postcode.TryParse(written, out _).ShouldBeFalse();

    [Fact]
    public void A_value_nobody_has_set_is_no_postcode()
    {
        default(Postcode).IsSet.ShouldBeFalse();
        default(Postcode).ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Every_postcode_is_read_back_from_what_it_prints() =>
        Prop.ForAll(
            // Of Girobank's there is but one.
            Gen.Choose(0, (Postcode.Outwards * 10 * Postcode.UnitsInSector) - 8_001).ToArbitrary(),
            number =>
            {
                var postcode = Postcode.Of((uint)number);
                Postcode.TryParse(postcode.ToString(), out var again).ShouldBeTrue();
                again.ShouldBe(postcode);
                Postcode.TryParse($"{postcode.Outward}{postcode.Inward}".ToLowerInvariant(), out again).ShouldBeTrue();
                again.ShouldBe(postcode);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(new Replay(new Rnd(2026, 7919), null)));
}
