namespace Postbag.Storage;

/// <summary>How instants are stored on both engines: whole microseconds since 1970 in UTC, as a 64-bit
/// integer.</summary>
/// <remarks>SQLite has no instant and EF can't order DateTimeOffset there; one form on both engines gives one order,
/// one precision and one raw SQL. See docs/decisions/0002-instants-are-integers.md.</remarks>
public static class Instants
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TicksPerMicrosecond);
}
