using System.Data.Common;
using System.Runtime.CompilerServices;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Gives messages their places in the order of arrival: the minute a message was received times 16, plus a
/// running number. A minute that is full overflows into the next.</summary>
/// <remarks>One number orders the inbox and names the row of the search index, so that "newest first" and, later,
/// "before" and "after" are the index's own order and need no join over a quarter of a million rows.</remarks>
internal sealed class Places(Engine engine, DbConnection connection)
{
    /// <summary>Messages a minute may hold, as a power of two. The index keeps for each word of each message how far
    /// its place lies behind the one before: room for 256, which no office gets, made it a twelfth larger.</summary>
    private const int BitsPerMinute = 4;

    private static readonly ConditionalWeakTable<Engine, FullMinutes> Offices = [];

    private readonly Dictionary<long, long> lastByMinute = [];
    private readonly FullMinutes full = Offices.GetOrCreateValue(engine);

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
        var minute = full.After(wanted);
        while (true)
        {
            var next = await LastInAsync(minute, cancellationToken) + 1;
            if (next < (minute + 1) << BitsPerMinute)
            {
                lastByMinute[minute] = next;
                return next;
            }

            minute++;
            full.Add(wanted, minute);
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

    /// <summary>Minutes that were found full, one behind the other: ten thousand messages of one minute shouldn't each
    /// walk through all that those before them filled. What is full stays full, whoever fills it; where a transaction
    /// was undone, or letters were deleted, room is left unused.</summary>
    /// <remarks>One run of them is kept, in this process: where the last ones overflowed. Its users are in turn, by the
    /// write lock.</remarks>
    private sealed class FullMinutes
    {
        private long from = -1;
        private long to = -1;

        /// <returns>The first minute from this one on that isn't known to be full.</returns>
        public long After(long minute) => minute >= from && minute < to ? to : minute;

        public void Add(long first, long end)
        {
            // A run that goes on is lengthened; another one takes its place.
            if (first < from || first > to) from = first;
            to = end;
        }
    }
}
