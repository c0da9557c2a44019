using System.Globalization;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>The keys of a folder's messages in the ledger: "folder;uidvalidity;uid". With the uidvalidity in it, a server
/// that numbers its messages anew is believed: everything is fetched again, and the same bytes are further sightings.</summary>
internal sealed class MailboxKeys(Engine engine, long source, string folder, uint uidValidity)
{
    private const int BatchSize = 1000;

    private readonly Sightings sightings = Sightings.Of(engine);

    public string Of(uint uid) => string.Create(CultureInfo.InvariantCulture, $"{folder};{uidValidity};{uid}");

    /// <summary>Those of these numbers that the ledger doesn't hold, ascending as they came.</summary>
    public async Task<List<uint>> NotHereAsync(IReadOnlyList<uint> uids, CancellationToken cancellationToken)
    {
        var absent = new List<uint>();
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        foreach (var batch in uids.Chunk(BatchSize))
        {
            var seen = await sightings.FindAsync(connection, source, [.. batch.Select(Of)], cancellationToken);
            absent.AddRange(batch.Where(uid => !seen.Contains(Of(uid))));
        }

        return absent;
    }
}
