using System.Security.Cryptography;
using System.Threading.Channels;
using Postbag.Casework.Inbox.Search;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>What a check of the ledger found.</summary>
/// <param name="Messages">How many messages are kept; each was hashed again.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="Deleted">How many went under retention, and left a row that says so: with the messages they are all
/// that ever came in.</param>
/// <param name="Sightings">How often sources have shown them.</param>
/// <param name="Waiting">How many wait to be read.</param>
/// <param name="Unreadable">How many are shown as they came.</param>
/// <param name="Unread">How many nobody has opened.</param>
/// <param name="Problems">What is wrong, a sentence each; none if all is well.</param>
public sealed record LedgerReport(
    long Messages, long Bytes, long Deleted, long Sightings, long Waiting, long Unreadable, long Unread,
    IReadOnlyList<string> Problems);

/// <summary>Proves that the ledger still holds what it took in: every message is hashed again, and the tables are
/// counted against each other.</summary>
public sealed class CheckLedger(Engine engine)
{
    private const int MaxNamed = 50;

    private readonly List<string> problems = [];
    private long damaged;
    private long deleted;

    /// <param name="advance">Told how many messages have been hashed; null if nobody looks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<LedgerReport> RunAsync(Action<long>? advance, CancellationToken cancellationToken)
    {
        var (messages, bytes) = await HashAllAsync(advance, cancellationToken);
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        async Task<long> Count(string what) =>
            await connection.NumberAsync($"SELECT count(*) FROM {what}", cancellationToken) ?? 0;

        await ExpectNoneAsync(
            Count("raw_message r WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.number = r.number)"),
            "stored messages have no row in the inbox");
        await ExpectNoneAsync(
            Count("raw_message r WHERE NOT EXISTS (SELECT 1 FROM sighting s WHERE s.message = r.number)"),
            "stored messages were never seen in any source");
        await ExpectNoneAsync(
            Count("message m JOIN raw_message r ON r.number = m.number WHERE r.size_bytes <> m.size_bytes"),
            "messages differ in size from their bytes");
        await ExpectNoneAsync(
            Count("""
                message m WHERE m.defects <> (SELECT count(*) FROM message_defect d WHERE d.message = m.number)
                """),
            "messages have another number of defects than is listed");
        await ExpectNoneAsync(
            Count("message WHERE state = 2 AND defects = 0"), "unreadable messages have no defect that says why");
        await ExpectNoneAsync(
            CountLostDeliveriesAsync(connection, cancellationToken),
            "messages that a mail server was answered for are no longer in the ledger");
        await CheckTallyAsync(cancellationToken);
        problems.AddRange(await SearchIndex.Of(engine).CheckAsync(connection, cancellationToken));
        return new LedgerReport(
            messages, bytes, deleted, await Count("sighting"), await Count("message WHERE state = 0"),
            await Count("message WHERE state = 2"),
            await connection.NumberAsync("SELECT unread FROM inbox_tally", cancellationToken) ?? 0, problems);
    }

    private static async Task<long> CountLostDeliveriesAsync(
        System.Data.Common.DbConnection connection, CancellationToken cancellationToken) =>
        await connection.NumberAsync(
            """
            SELECT sum(t.accepted - (SELECT count(DISTINCT s.source_key) FROM sighting s WHERE s.source = t.source))
            FROM delivery_tally t
            """,
            cancellationToken) ?? 0;

    private async Task ExpectNoneAsync(Task<long> count, string what)
    {
        if (await count is > 0 and var number) problems.Add($"{number:N0} {what}.");
    }

    /// <remarks>In one statement, so that a message that arrives meanwhile is in both or in neither.</remarks>
    private async Task CheckTallyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT t.messages, t.unread, (SELECT count(*) FROM message WHERE place IS NOT NULL),
              (SELECT count(*) FROM message WHERE place IS NOT NULL AND is_unread)
            FROM inbox_tally t
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) problems.Add("The inbox's tally is missing.");
        else if (reader.GetInt64(0) != reader.GetInt64(2) || reader.GetInt64(1) != reader.GetInt64(3))
        {
            problems.Add(
                $"The inbox's tally says {reader.GetInt64(0):N0} messages, {reader.GetInt64(1):N0} unread; there are "
                + $"{reader.GetInt64(2):N0} and {reader.GetInt64(3):N0}.");
        }
    }

    private async Task<(long Messages, long Bytes)> HashAllAsync(
        Action<long>? advance, CancellationToken cancellationToken)
    {
        long messages = 0, bytes = 0;
        var rows = Channel.CreateBounded<Row>(64);
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(
            async () =>
            {
                await foreach (var row in rows.Reader.ReadAllAsync(cancellationToken))
                {
                    if (row.IsDeleted)
                    {
                        CheckDeleted(row);
                        continue;
                    }

                    Check(row);
                    Interlocked.Add(ref bytes, row.SizeBytes);
                    var done = Interlocked.Increment(ref messages);
                    advance?.Invoke(done);
                }
            },
            cancellationToken)).ToList();
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        try
        {
            await StreamAsync(connection, rows.Writer, cancellationToken);
        }
        finally
        {
            rows.Writer.TryComplete();
            await Task.WhenAll(workers);
        }

        if (damaged > MaxNamed) problems.Add($"{damaged - MaxNamed:N0} further messages are damaged.");
        return (messages, bytes);
    }

    /// <remarks>In steps, so that a long check holds no snapshot open for minutes: on SQLite the log couldn't
    /// shrink.</remarks>
    private static async Task StreamAsync(
        System.Data.Common.DbConnection connection, ChannelWriter<Row> rows, CancellationToken cancellationToken)
    {
        long last = 0;
        for (var count = -1; count != 0;)
        {
            await using var command = connection.Command(
                """
                SELECT r.number, r.sha256, r.size_bytes, r.packing, r.content, d.message IS NOT NULL
                FROM raw_message r LEFT JOIN message_deleted d ON d.message = r.number
                WHERE r.number > @last ORDER BY r.number LIMIT 1000
                """,
                ("@last", last));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            for (count = 0; await reader.ReadAsync(cancellationToken); count++)
            {
                last = reader.GetInt64(0);
                await rows.WriteAsync(
                    new Row(
                        last, reader.GetFieldValue<byte[]>(1), reader.GetInt64(2), (int)reader.GetInt64(3),
                        reader.GetFieldValue<byte[]>(4), reader.GetBoolean(5)),
                    cancellationToken);
            }
        }
    }

    /// <summary>What is said to have gone must be gone.</summary>
    private void CheckDeleted(Row row)
    {
        Interlocked.Increment(ref deleted);
        if (RawPacking.Unpack(row.Packing, row.Content, row.SizeBytes) is not { } bytes
            || !SHA256.HashData(bytes).AsSpan().SequenceEqual(row.Sha256)) return;
        lock (problems) problems.Add(
            $"Message {row.Number} was deleted under retention, and its bytes are still there.");
    }

    private void Check(Row row)
    {
        var bytes = RawPacking.Unpack(row.Packing, row.Content, row.SizeBytes);
        if (bytes is not null && SHA256.HashData(bytes).AsSpan().SequenceEqual(row.Sha256)) return;
        lock (problems)
        {
            damaged++;
            if (damaged <= MaxNamed)
                problems.Add($"Message {row.Number} is damaged: its bytes don't have the hash they came with.");
        }
    }

    private sealed record Row(long Number, byte[] Sha256, long SizeBytes, int Packing, byte[] Content, bool IsDeleted);
}
