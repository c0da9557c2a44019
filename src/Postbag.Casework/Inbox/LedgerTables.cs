using System.Data.Common;
using Postbag.Casework.Inbox.Threads;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>The ledger's tables, written many rows at a time: row by row where that costs nothing (SQLite), as arrays
/// where every statement is a journey (PostgreSQL). For use inside the engine's writes only.</summary>
internal abstract class LedgerTables(Engine engine)
{
    protected Engine Engine => engine;

    protected JoinThreads Threads { get; } = new(engine);

    /// <summary>From here to the end of the transaction nobody else gives places or joins threads.</summary>
    public abstract Task LockAsync(DbConnection connection, CancellationToken cancellationToken);

    public static LedgerTables Of(Engine engine) =>
        engine is PostgresEngine ? new PostgresLedgerTables(engine) : new SqliteLedgerTables(engine);

    /// <summary>The numbers of those hashes that are there, by hexadecimal hash.</summary>
    public abstract Task<Dictionary<string, long>> FindAsync(
        DbConnection connection, IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken);

    /// <summary>Stores what isn't there yet, notes every sighting, and gives each entry its number.</summary>
    public abstract Task StoreAsync(
        DbConnection connection, long source, IReadOnlyList<LedgerEntry> entries, DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Keeps what reading found, gives each message its place, and indexes its words.</summary>
    /// <remarks>A message that was read meanwhile by someone else stays as they left it.</remarks>
    public abstract Task RecordAsync(
        DbConnection connection, IReadOnlyList<Reading> readings, CancellationToken cancellationToken);

    protected static Task AddToTallyAsync(
        DbConnection connection, int messages, int unread, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            UPDATE inbox_tally SET messages = messages + @messages, unread = unread + @unread, changes = changes + 1
            """,
            cancellationToken, ("@messages", messages), ("@unread", unread));
}
