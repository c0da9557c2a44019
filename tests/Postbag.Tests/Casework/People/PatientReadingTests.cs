using System.Text.RegularExpressions;
using Postbag.Casework.People;
using Postbag.Casework.People.Writers;
using Xunit;

namespace Postbag.Tests.Casework.People;

[Trait("engine", "either")]
public sealed class PatientReadingTests
{
    [Fact]
    public void A_letter_that_ran_into_a_limit_of_time_is_read_again()
    {
        var times = 0;

        var evidence = LinkWriters.Patiently(
            () => ++times < 3 ? throw new RegexMatchTimeoutException() : LetterEvidence.None);

        Assert.Same(LetterEvidence.None, evidence);
        Assert.Equal(3, times);
    }

    [Fact]
    public void A_letter_that_runs_into_it_every_time_holds_up_nobody()
    {
        var times = 0;

        Assert.Null(LinkWriters.Patiently(() =>
        {
            times++;
            throw new RegexMatchTimeoutException();
        }));

        Assert.InRange(times, 2, 10);
    }

    [Fact]
    public void A_reader_that_fails_otherwise_is_not_asked_again()
    {
        var times = 0;

        Assert.Null(LinkWriters.Patiently(() =>
        {
            times++;
            throw new InvalidOperationException();
        }));

        Assert.Equal(1, times);
    }
}
