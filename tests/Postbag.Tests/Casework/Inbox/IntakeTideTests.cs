using System.Diagnostics;
using Postbag.Casework.Inbox;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

[Trait("engine", "either")]
public sealed class IntakeTideTests
{
    private readonly StoppedClock clock = StoppedClock.OnMonday();

    [Fact]
    public void A_letter_now_and_then_is_no_pour()
    {
        var tide = new IntakeTide(clock);

        for (var i = 0; i < 20; i++)
        {
            tide.Bring().Dispose();
            clock.Advance(TimeSpan.FromMilliseconds(100));
            tide.IsHigh.ShouldBeFalse();
        }
    }

    [Fact]
    public void The_fifth_letter_within_a_quarter_of_a_second_makes_a_pour_and_a_quarter_without_any_ends_it()
    {
        var tide = new IntakeTide(clock);

        for (var i = 0; i < 5; i++)
        {
            tide.IsHigh.ShouldBeFalse();
            tide.Bring().Dispose();
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        tide.IsHigh.ShouldBeTrue();
        clock.Advance(TimeSpan.FromMilliseconds(250));
        tide.IsHigh.ShouldBeFalse();
    }

    [Fact]
    public async Task Work_waits_while_somebody_waits_for_an_answer_however_few_are_answered()
    {
        var tide = new IntakeTide(TimeProvider.System);
        var brought = tide.Bring();

        var waits = tide.LetPassAsync(Stopwatch.GetTimestamp(), CancellationToken.None);

        waits.IsCompleted.ShouldBeFalse();
        brought.Dispose();
        await waits;
        tide.IsHigh.ShouldBeFalse();
    }

    [Fact]
    public void Work_goes_on_at_once_where_nothing_pours_in()
    {
        var tide = new IntakeTide(clock);
        tide.Bring().Dispose();

        tide.LetPassAsync(clock.GetTimestamp(), CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Work_waits_for_a_pour_to_end()
    {
        var tide = new IntakeTide(TimeProvider.System);
        for (var i = 0; i < 5; i++) tide.Bring().Dispose();

        var waits = tide.LetPassAsync(Stopwatch.GetTimestamp(), CancellationToken.None);

        waits.IsCompleted.ShouldBeFalse();
        await waits;
        tide.IsHigh.ShouldBeFalse();
    }

    [Fact]
    public async Task Where_it_pours_for_long_work_rests_only_as_long_as_it_worked()
    {
        var tide = new IntakeTide(clock);
        Pour(tide, TimeSpan.FromSeconds(9));

        // It has worked for no time at all, so that it needn't rest either.
        await tide.LetPassAsync(clock.GetTimestamp(), CancellationToken.None);

        tide.IsHigh.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pour_that_is_waited_for_can_be_given_up()
    {
        var tide = new IntakeTide(TimeProvider.System);
        for (var i = 0; i < 5; i++) tide.Bring().Dispose();

        await Should.ThrowAsync<OperationCanceledException>(
            () => tide.LetPassAsync(Stopwatch.GetTimestamp(), new CancellationToken(canceled: true)));
    }

    private void Pour(IntakeTide tide, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(20))
        {
            tide.Bring().Dispose();
            clock.Advance(TimeSpan.FromMilliseconds(20));
        }
    }
}
