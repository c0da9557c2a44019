using Postbag.Casework.Campaigns;
using Postbag.Casework.People;
using Postbag.Casework.Workbench;
using Postbag.Places;
using Postbag.Storage;

namespace Postbag.Casework;

/// <summary>The steps a letter takes after it is read, in their order: which campaign, who, and on which pile. A
/// command's letters take them at its end, a server's as they come (<see cref="Inbox.AfterReading"/>).</summary>
public static class LetterRoad
{
    /// <param name="engine">The office's.</param>
    /// <param name="places">The installation's postcodes; null if there are none.</param>
    /// <param name="clock">Now.</param>
    /// <param name="cancellationToken">Stops it between two batches of a step.</param>
    public static async Task FollowAsync(
        Engine engine, PlaceIndex? places, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Neither asks anything of the other, and each has its time alone: the grouping decides on one letter after the
        // other, and on SQLite one writes.
        await Task.WhenAll(
            Task.Run(() => new GroupLetters(engine, clock).RunAsync(null, cancellationToken), cancellationToken),
            Task.Run(() => new LinkWriters(engine, clock, places).RunAsync(null, cancellationToken),
                cancellationToken));
        await new SortPost(engine, clock).RunAsync(null, cancellationToken);
    }
}
