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

    public void Ring(OpenOffice office) => BellOf(office).Ring();

    /// <summary>Returns when it rings.</summary>
    public Task WaitAsync(OpenOffice office, CancellationToken cancellationToken) =>
        BellOf(office).WaitAsync(cancellationToken);

    private Bell BellOf(OpenOffice office) => bells.GetOrAdd(office, _ => new Bell());
}
