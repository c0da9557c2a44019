using System.Data.Common;
using Postbag.Casework.Inbox.Search;
using Postbag.Casework.Inbox.Threads;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

internal sealed class SqliteLedgerTables(Engine engine) : LedgerTables(engine)
{
    private readonly NumberList list = NumberList.Of(engine);

    public override async Task<Dictionary<string, long>> FindAsync(
        DbConnection connection, IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, long>();
        await using var command = connection.Command(
            "SELECT hex(sha256), number FROM raw_message WHERE sha256 IN (SELECT unhex(value) FROM json_each(@hashes))",
            ("@hashes", list.Texts(hashes.Select(Convert.ToHexString))));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found[reader.GetString(0)] = reader.GetInt64(1);
        return found;
    }

    public override Task StoreAsync(
        DbConnection connection, long source, IReadOnlyList<LedgerEntry> entries, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var at = Instants.ToMicroseconds(now);
        using var find = SqliteStatement.Of(connection, "SELECT number FROM raw_message WHERE sha256 = $1", 1);
        using var addRaw = SqliteStatement.Of(
            connection, "INSERT INTO raw_message (sha256, size_bytes, packing, content) VALUES ($1, $2, $3, $4)", 4);
        using var addMessage = SqliteStatement.Of(
            connection,
            """
            INSERT INTO message (number, id, is_unread, size_bytes, stored_at, received_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            6);
        using var addSighting = SqliteStatement.Of(
            connection,
            """
            INSERT INTO sighting (source, source_key, message, seen_at, trace) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING
            """,
            5);
        foreach (var entry in entries)
        {
            if (entry.Number == 0) entry.Number = find.Ask(entry.Sha256) as long? ?? 0;
            if (entry.Number == 0)
            {
                entry.Number = addRaw.Insert(
                    entry.Sha256, entry.Incoming.Bytes.Length, entry.Packing, entry.Content);
                addMessage.Run(
                    entry.Number, Engine.IdValue(entry.Id), entry.Incoming.IsSeen ? 0 : 1,
                    entry.Incoming.Bytes.Length, at, Instants.ToMicroseconds(entry.ReceivedAt));
                entry.IsNew = true;
            }

            addSighting.Run(source, entry.SourceKey, entry.Number, at, entry.Incoming.Trace);
        }

        return Task.CompletedTask;
    }

    /// <remarks>Whoever writes to SQLite is alone.</remarks>
    public override Task LockAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task RecordAsync(
        DbConnection connection, IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        using var waits = SqliteStatement.Of(
            connection, "SELECT is_unread FROM message WHERE number = $1 AND state = 0", 1);
        using var update = SqliteStatement.Of(
            connection,
            """
            UPDATE message SET state = $2, place = $3, received_at = $4, sent_at = $5, sender_name = $6,
              sender_address = $7, subject = $8, snippet = $9, message_id = $10, kind = $11, attachments = $12,
              defects = $13, search_step = $14
            WHERE number = $1
            """,
            14);
        using var addWords = SqliteStatement.Of(connection, SqliteSearchIndex.Insert, 8);
        using var addDisplaced = SqliteStatement.Of(
            connection, "INSERT INTO message_displaced (place, received_at) VALUES ($1, $2)", 2);
        using var addDefect = SqliteStatement.Of(
            connection,
            "INSERT INTO message_defect (message, position, kind, offset_bytes, assumed) VALUES ($1, $2, $3, $4, $5)",
            5);
        var places = new Places(Engine, connection);
        var placed = new List<IndexedMessage>(readings.Count);
        var threaded = new List<ThreadEntry>(readings.Count);
        var unread = 0;
        foreach (var reading in readings.OrderBy(reading => reading.ReceivedAt))
        {
            // Whoever was quicker has recorded it.
            if (waits.Ask(reading.Number) is not long isUnread) continue;
            var place = await places.NextAsync(reading.ReceivedAt, cancellationToken);
            update.Run(
                reading.Number, (int)reading.State, place, Instants.ToMicroseconds(reading.ReceivedAt),
                reading.SentAt is { } sent ? Instants.ToMicroseconds(sent) : null, reading.SenderName,
                reading.SenderAddress, reading.Subject, reading.Snippet, reading.MessageId, (int)reading.Kind,
                reading.Attachments, reading.Defects.Count, reading.SearchStep);
            unread += (int)isUnread;
            placed.Add(reading.IndexedAt(place));
            threaded.Add(reading.ThreadEntry);
            if (Places.IsDisplaced(place, reading.ReceivedAt))
                addDisplaced.Run(place, Instants.ToMicroseconds(reading.ReceivedAt));
            AddDefects(addDefect, reading);
        }

        // In the order of their rows, so that FTS5 makes one segment of them and not one of each.
        foreach (var message in placed.OrderBy(entry => entry.Place))
            addWords.Run(SqliteSearchIndex.ValuesOf(message));
        await Threads.RunAsync(connection, threaded, cancellationToken);
        await AddToTallyAsync(connection, placed.Count, unread, cancellationToken);
    }

    private static void AddDefects(SqliteStatement addDefect, Reading reading)
    {
        for (var i = 0; i < reading.Defects.Count; i++)
        {
            var defect = reading.Defects[i];
            addDefect.Run(
                reading.Number, i, defect.Kind, defect.Offset,
                MessageReading.Line(defect.Assumed, 500));
        }
    }
}
