namespace Postbag.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    /// <summary>A Monday morning in June.</summary>
    public static StoppedClock OnMonday() => new(new DateTimeOffset(2026, 6, 15, 8, 30, 0, TimeSpan.Zero));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public void Advance(TimeSpan time) => now += time;
}
