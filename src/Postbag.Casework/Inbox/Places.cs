using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Gives messages their places in the order of arrival: the minute a message was received times 256, plus a
/// running number. A minute that is full overflows into the next.</summary>
/// <remarks>One number orders the inbox and names the row of the search index, so that "newest first" and, later,
/// "before" and "after" are the index's own order and need no join over a quarter of a million rows.</remarks>
internal sealed class Places(DbConnection connection)
{
    /// <summary>Messages a minute may hold, as a power of two: more would make the index's row numbers
    /// longer.</summary>
    private const int BitsPerMinute = 8;

    private readonly Dictionary<long, long> lastByMinute = [];
    private long overflowFrom = -1;
    private long overflowTo;

    /// <summary>The lowest place a message received at that instant can have.</summary>
    public static long First(DateTimeOffset instant) =>
        Math.Max(0, instant.ToUnixTimeSeconds() / 60) << BitsPerMinute;

    /// <summary>Whether a place lies behind the minute it stands for.</summary>
    public static bool IsDisplaced(long place, DateTimeOffset receivedAt) =>
        receivedAt < DateTimeOffset.UnixEpoch || place >> BitsPerMinute != First(receivedAt) >> BitsPerMinute;

    /// <summary>The next free place. The caller holds the write lock until it has used it.</summary>
    public async Task<long> NextAsync(DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var wanted = First(receivedAt) >> BitsPerMinute;
        // A thousand messages of one minute shouldn't each walk through the minutes that those before them filled.
        var minute = wanted >= overflowFrom && wanted < overflowTo ? overflowTo : wanted;
        while (true)
        {
            var next = await LastInAsync(minute, cancellationToken) + 1;
            if (next < (minute + 1) << BitsPerMinute)
            {
                lastByMinute[minute] = next;
                return next;
            }

            minute++;
            (overflowFrom, overflowTo) = (wanted, minute);
        }
    }

    private async Task<long> LastInAsync(long minute, CancellationToken cancellationToken)
    {
        if (lastByMinute.TryGetValue(minute, out var last)) return last;
        var first = minute << BitsPerMinute;
        return await connection.NumberAsync(
            "SELECT place FROM message WHERE place >= @first AND place < @end ORDER BY place DESC LIMIT 1",
            cancellationToken, ("@first", first), ("@end", (minute + 1) << BitsPerMinute)) ?? first - 1;
    }
}
