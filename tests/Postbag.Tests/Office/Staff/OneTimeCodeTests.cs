using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Staff;

[Trait("engine", "either")]
public sealed class OneTimeCodeTests
{
    /// <summary>"12345678901234567890", the secret of RFC 6238, appendix B; its codes' last six digits.</summary>
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);

        OneTimeCode.Match(Secret, code, at, 0).ShouldBe(OneTimeCode.StepAt(at));
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_telephones_clock_may_be_half_a_minute_wrong(int seconds, bool isGood)
    {
        var now = StoppedClock.OnMonday().GetUtcNow();
        var code = OneTimeCode.At(Secret, OneTimeCode.StepAt(now.AddSeconds(seconds)));

        OneTimeCode.Match(Secret, code, now, 0).HasValue.ShouldBe(isGood);
    }

    [Fact]
    public void A_code_is_good_once()
    {
        var now = StoppedClock.OnMonday().GetUtcNow();
        var step = OneTimeCode.StepAt(now);

        OneTimeCode.Match(Secret, OneTimeCode.At(Secret, step), now, lastStep: step).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("１２３４５６")]
    public void What_isnt_six_digits_is_no_code(string code) =>
        OneTimeCode.Match(Secret, code, StoppedClock.OnMonday().GetUtcNow(), 0).ShouldBeNull();
}
