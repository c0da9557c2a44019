using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>Looks up which of a source's keys the ledger has seen, many at a time.</summary>
internal abstract class Sightings
{
    public static Sightings Of(Engine engine) =>
        engine is PostgresEngine ? new PostgresSightings() : new SqliteSightings();

    /// <summary>For each key that was seen: the hashes of the messages seen under it whose bytes are kept.</summary>
    public abstract Task<ILookup<string, byte[]>> FindAsync(
        DbConnection connection, long source, IReadOnlyList<string> keys, CancellationToken cancellationToken);
}
