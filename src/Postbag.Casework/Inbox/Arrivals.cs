using System.Collections.Concurrent;
using Postbag.Office;

namespace Postbag.Casework.Inbox;

/// <summary>Says that messages were stored and wait to be read, so that the reading of this process begins at
/// once.</summary>
/// <remarks>Ring as often as you like, after the transaction. A bell that nobody hears does no harm: what waits is in
/// rows, and the job <see cref="InboxJobs.ReadStored"/> looks for it every few minutes.</remarks>
public sealed class Arrivals
{
    private readonly ConcurrentDictionary<OpenOffice, Bell> bells = new();
    private readonly ConcurrentDictionary<OpenOffice, bool> isRinging = new();

    public void Ring(OpenOffice office)
    {
        isRinging[office] = true;
        BellOf(office).Ring();
    }

    /// <summary>Whether it has rung since this was last asked.</summary>
    public bool IsRinging(OpenOffice office) => isRinging.TryRemove(office, out _);

    /// <summary>Returns when it rings.</summary>
    public Task WaitAsync(OpenOffice office, CancellationToken cancellationToken) =>
        BellOf(office).WaitAsync(cancellationToken);

    private Bell BellOf(OpenOffice office) => bells.GetOrAdd(office, _ => new Bell());
}
