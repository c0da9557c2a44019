using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Postbag.Casework.Inbox.Search;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

internal sealed class PostgresLedgerTables(Engine engine) : LedgerTables(engine)
{
    private readonly PostgresSearchIndex index = new();

    public override async Task<Dictionary<string, long>> FindAsync(
        DbConnection connection, IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken)
    {
        await using var command = Statement(
            connection, "SELECT sha256, number FROM raw_message WHERE sha256 = ANY ($1)",
            (NpgsqlDbType.Bytea, hashes.ToArray()));
        var found = new Dictionary<string, long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found[Convert.ToHexString(reader.GetFieldValue<byte[]>(0))] = reader.GetInt64(1);
        return found;
    }

    public override async Task StoreAsync(
        DbConnection connection, long source, IReadOnlyList<LedgerEntry> entries, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        // In the order of their hashes: two imports of the same mail then wait for each other and never in a ring.
        var wanted = entries.Where(entry => entry.Number == 0).DistinctBy(entry => Convert.ToHexString(entry.Sha256))
            .OrderBy(entry => Convert.ToHexString(entry.Sha256), StringComparer.Ordinal).ToList();
        if (wanted.Count > 0)
        {
            var made = await AddRawAsync(connection, wanted, cancellationToken);
            foreach (var entry in wanted)
                if (made.TryGetValue(Convert.ToHexString(entry.Sha256), out var number))
                    (entry.Number, entry.IsNew) = (number, true);
            await AddMessagesAsync(connection, wanted.Where(entry => entry.IsNew).ToList(), now, cancellationToken);
            var known = await FindAsync(
                connection, entries.Where(entry => entry.Number == 0).Select(entry => entry.Sha256).ToList(),
                cancellationToken);
            foreach (var entry in entries.Where(entry => entry.Number == 0))
                entry.Number = known[Convert.ToHexString(entry.Sha256)];
        }

        await using var command = Statement(
            connection,
            """
            INSERT INTO sighting (source, source_key, message, seen_at, trace)
            SELECT $1, s.source_key, s.message, $2, s.trace FROM unnest($3, $4, $5) AS s (source_key, message, trace)
            ORDER BY s.source_key, s.message ON CONFLICT DO NOTHING
            """,
            (NpgsqlDbType.Bigint, source), (NpgsqlDbType.Bigint, Instants.ToMicroseconds(now)),
            (NpgsqlDbType.Text, entries.Select(entry => entry.SourceKey).ToArray()),
            (NpgsqlDbType.Bigint, entries.Select(entry => entry.Number).ToArray()),
            (NpgsqlDbType.Text, entries.Select(entry => entry.Incoming.Trace).ToArray()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <remarks>Two processes that read at once must not give one place twice; the lock goes with the
    /// transaction.</remarks>
    public override Task LockAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended('postbag-places:' || current_schema(), 0))",
            cancellationToken);

    public override async Task RecordAsync(
        DbConnection connection, IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        await LockAsync(connection, cancellationToken);
        var places = new Places(Engine, connection);
        var wanted = new List<(Reading Reading, long Place)>(readings.Count);
        foreach (var reading in readings.OrderBy(reading => reading.ReceivedAt))
            wanted.Add((reading, await places.NextAsync(reading.ReceivedAt, cancellationToken)));
        var done = await UpdateAsync(connection, wanted, cancellationToken);
        var recorded = wanted.Where(entry => done.ContainsKey(entry.Reading.Number)).ToList();
        await index.ReplaceAsync(
            connection, [.. recorded.Select(entry => entry.Reading.IndexedAt(entry.Place))], cancellationToken);
        await Threads.RunAsync(
            connection, [.. recorded.Select(entry => entry.Reading.ThreadEntry)], cancellationToken);
        await AddDefectsAsync(connection, recorded.Select(entry => entry.Reading).ToList(), cancellationToken);
        await AddToTallyAsync(
            connection, recorded.Count, done.Values.Count(isUnread => isUnread), cancellationToken);
    }

    private static async Task<Dictionary<string, long>> AddRawAsync(
        DbConnection connection, List<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = Statement(
            connection,
            """
            INSERT INTO raw_message (sha256, size_bytes, packing, content)
            SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT (sha256) DO NOTHING RETURNING sha256, number
            """,
            (NpgsqlDbType.Bytea, entries.Select(entry => entry.Sha256).ToArray()),
            (NpgsqlDbType.Bigint, entries.Select(entry => (long)entry.Incoming.Bytes.Length).ToArray()),
            (NpgsqlDbType.Integer, entries.Select(entry => entry.Packing).ToArray()),
            (NpgsqlDbType.Bytea, entries.Select(entry => entry.Content).ToArray()));
        var made = new Dictionary<string, long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            made[Convert.ToHexString(reader.GetFieldValue<byte[]>(0))] = reader.GetInt64(1);
        return made;
    }

    private static async Task AddMessagesAsync(
        DbConnection connection, List<LedgerEntry> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Statement(
            connection,
            """
            INSERT INTO message (number, id, is_unread, size_bytes, stored_at, received_at)
            SELECT m.number, m.id, m.is_unread, m.size_bytes, $1, m.received_at
            FROM unnest($2, $3, $4, $5, $6) AS m (number, id, is_unread, size_bytes, received_at)
            """,
            (NpgsqlDbType.Bigint, Instants.ToMicroseconds(now)),
            (NpgsqlDbType.Bigint, entries.Select(entry => entry.Number).ToArray()),
            (NpgsqlDbType.Uuid, entries.Select(entry => entry.Id).ToArray()),
            (NpgsqlDbType.Boolean, entries.Select(entry => !entry.Incoming.IsSeen).ToArray()),
            (NpgsqlDbType.Bigint, entries.Select(entry => (long)entry.Incoming.Bytes.Length).ToArray()),
            (NpgsqlDbType.Bigint, entries.Select(entry => Instants.ToMicroseconds(entry.ReceivedAt)).ToArray()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Of each message that was waiting still: whether it is unread.</returns>
    private static async Task<Dictionary<long, bool>> UpdateAsync(
        DbConnection connection, List<(Reading Reading, long Place)> entries, CancellationToken cancellationToken)
    {
        T[] Column<T>(Func<Reading, T> value) => entries.Select(entry => value(entry.Reading)).ToArray();

        await using var command = Statement(
            connection,
            """
            UPDATE message AS m SET state = r.state, place = r.place, received_at = r.received_at, sent_at = r.sent_at,
              sender_name = r.sender_name, sender_address = r.sender_address, subject = r.subject, snippet = r.snippet,
              message_id = r.message_id, kind = r.kind, attachments = r.attachments, defects = r.defects,
              search_step = r.search_step
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS r (number, state, place,
              received_at, sent_at, sender_name, sender_address, subject, snippet, message_id, kind, attachments,
              defects, search_step)
            WHERE m.number = r.number AND m.state = 0 RETURNING m.number, m.is_unread
            """,
            (NpgsqlDbType.Bigint, Column(r => r.Number)), (NpgsqlDbType.Integer, Column(r => (int)r.State)),
            (NpgsqlDbType.Bigint, entries.Select(entry => entry.Place).ToArray()),
            (NpgsqlDbType.Bigint, Column(r => Instants.ToMicroseconds(r.ReceivedAt))),
            (NpgsqlDbType.Bigint, Column(r => r.SentAt is { } sent ? Instants.ToMicroseconds(sent) : (long?)null)),
            (NpgsqlDbType.Text, Column(r => r.SenderName)), (NpgsqlDbType.Text, Column(r => r.SenderAddress)),
            (NpgsqlDbType.Text, Column(r => r.Subject)), (NpgsqlDbType.Text, Column(r => r.Snippet)),
            (NpgsqlDbType.Text, Column(r => r.MessageId)), (NpgsqlDbType.Integer, Column(r => (int)r.Kind)),
            (NpgsqlDbType.Integer, Column(r => r.Attachments)), (NpgsqlDbType.Integer, Column(r => r.Defects.Count)),
            (NpgsqlDbType.Integer, Column(r => r.SearchStep)));
        var done = new Dictionary<long, bool>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) done[reader.GetInt64(0)] = reader.GetBoolean(1);
        return done;
    }

    private static async Task AddDefectsAsync(
        DbConnection connection, List<Reading> readings, CancellationToken cancellationToken)
    {
        var rows = readings.SelectMany(reading => reading.Defects.Select((defect, i) => (reading.Number, i, defect)))
            .ToList();
        if (rows.Count == 0) return;
        await using var command = Statement(
            connection,
            """
            INSERT INTO message_defect (message, position, kind, offset_bytes, assumed)
            SELECT * FROM unnest($1, $2, $3, $4, $5)
            """,
            (NpgsqlDbType.Bigint, rows.Select(row => row.Number).ToArray()),
            (NpgsqlDbType.Integer, rows.Select(row => row.i).ToArray()),
            (NpgsqlDbType.Text, rows.Select(row => row.defect.Kind).ToArray()),
            (NpgsqlDbType.Bigint, rows.Select(row => row.defect.Offset).ToArray()),
            (NpgsqlDbType.Text, rows.Select(row => MessageReading.Line(row.defect.Assumed, 500)).ToArray()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Statement(
        DbConnection connection, string sql, params ReadOnlySpan<(NpgsqlDbType Type, object Value)> values)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
        foreach (var (type, value) in values)
        {
            var isList = value is Array and not byte[];
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = value, NpgsqlDbType = isList ? type | NpgsqlDbType.Array : type,
            });
        }

        return command;
    }
}
