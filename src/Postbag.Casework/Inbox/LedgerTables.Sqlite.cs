using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Postbag.Casework.Inbox.Search;
using Postbag.Casework.Inbox.Threads;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

internal sealed class SqliteLedgerTables(Engine engine) : LedgerTables(engine)
{
    /// <summary>Of each connection that is open, which is the writer's; they go with it.</summary>
    private static readonly ConditionalWeakTable<SqliteConnection, StoringStatements> Storing = [];

    public override async Task<Dictionary<string, long>> FindAsync(
        DbConnection connection, IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, long>();
        await using var find = Statement(connection, "SELECT number FROM raw_message WHERE sha256 = $1", 1);
        foreach (var hash in hashes)
            if (Run(find, hash) is long number)
                found[Convert.ToHexString(hash)] = number;
        return found;
    }

    public override async Task StoreAsync(
        DbConnection connection, long source, IReadOnlyList<LedgerEntry> entries, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var at = Instants.ToMicroseconds(now);
        var (find, addRaw, addMessage, addSighting) = Storing.GetValue((SqliteConnection)connection, Prepare);
        foreach (var entry in entries)
        {
            if (entry.Number == 0) entry.Number = Run(find, entry.Sha256) as long? ?? 0;
            if (entry.Number == 0)
            {
                entry.Number = (long)Run(
                    addRaw, entry.Sha256, entry.Incoming.Bytes.Length, entry.Packing, entry.Content)!;
                Run(
                    addMessage, entry.Number, Engine.IdValue(entry.Id), entry.Incoming.IsSeen ? 0 : 1,
                    entry.Incoming.Bytes.Length, at, Instants.ToMicroseconds(entry.ReceivedAt));
                entry.IsNew = true;
            }

            Run(addSighting, source, entry.SourceKey, entry.Number, at, entry.Incoming.Trace);
        }
    }

    /// <remarks>Whoever writes to SQLite is alone.</remarks>
    public override Task LockAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task RecordAsync(
        DbConnection connection, IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        await using var update = Statement(
            connection,
            """
            UPDATE message SET state = $2, place = $3, received_at = $4, sent_at = $5, sender_name = $6,
              sender_address = $7, subject = $8, snippet = $9, message_id = $10, kind = $11, attachments = $12,
              defects = $13, search_step = $14
            WHERE number = $1 AND state = 0 RETURNING is_unread
            """,
            14);
        await using var addWords = Statement(
            connection,
            SqliteSearchIndex.Insert, 8);
        await using var addDisplaced = Statement(
            connection, "INSERT INTO message_displaced (place, received_at) VALUES ($1, $2)", 2);
        await using var addDefect = Statement(
            connection,
            "INSERT INTO message_defect (message, position, kind, offset_bytes, assumed) VALUES ($1, $2, $3, $4, $5)",
            5);
        var places = new Places(connection);
        var placed = new List<IndexedMessage>(readings.Count);
        var threaded = new List<ThreadEntry>(readings.Count);
        var unread = 0;
        foreach (var reading in readings.OrderBy(reading => reading.ReceivedAt))
        {
            var place = await places.NextAsync(reading.ReceivedAt, cancellationToken);
            if (Run(
                update, reading.Number, (int)reading.State, place, Instants.ToMicroseconds(reading.ReceivedAt),
                reading.SentAt is { } sent ? Instants.ToMicroseconds(sent) : null, reading.SenderName,
                reading.SenderAddress, reading.Subject, reading.Snippet, reading.MessageId, (int)reading.Kind,
                reading.Attachments, reading.Defects.Count, reading.HasDocuments ? 1 : 2) is not long isUnread)
                continue;
            unread += (int)isUnread;
            placed.Add(reading.IndexedAt(place));
            threaded.Add(reading.ThreadEntry);
            if (Places.IsDisplaced(place, reading.ReceivedAt))
                Run(addDisplaced, place, Instants.ToMicroseconds(reading.ReceivedAt));
            AddDefects(addDefect, reading);
        }

        // In the order of their rows, so that FTS5 makes one segment of them and not one of each.
        foreach (var message in placed.OrderBy(entry => entry.Place))
            Run(addWords, SqliteSearchIndex.ValuesOf(message));
        await Threads.RunAsync(connection, threaded, cancellationToken);
        await AddToTallyAsync(connection, placed.Count, unread, cancellationToken);
    }

    /// <remarks>Storing one message is so quick that preparing its statements anew each time would be felt.</remarks>
    private static StoringStatements Prepare(SqliteConnection connection) => new(
        Statement(connection, "SELECT number FROM raw_message WHERE sha256 = $1", 1),
        Statement(
            connection,
            """
            INSERT INTO raw_message (sha256, size_bytes, packing, content) VALUES ($1, $2, $3, $4) RETURNING number
            """,
            4),
        Statement(
            connection,
            """
            INSERT INTO message (number, id, is_unread, size_bytes, stored_at, received_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            6),
        Statement(
            connection,
            """
            INSERT INTO sighting (source, source_key, message, seen_at, trace) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING
            """,
            5));

    private static void AddDefects(SqliteCommand addDefect, Reading reading)
    {
        for (var i = 0; i < reading.Defects.Count; i++)
        {
            var defect = reading.Defects[i];
            Run(
                addDefect, reading.Number, i, defect.Kind, defect.Offset,
                MessageReading.Line(defect.Assumed, 500));
        }
    }

    private static SqliteCommand Statement(DbConnection connection, string sql, int values)
    {
        var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= values; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }

    private static object? Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command.ExecuteScalar();
    }

    private sealed record StoringStatements(
        SqliteCommand Find, SqliteCommand AddRaw, SqliteCommand AddMessage, SqliteCommand AddSighting);
}
