using System.Diagnostics;
using System.Threading.Channels;
using Postbag.Casework.Inbox.Documents;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Reads the messages that are stored and wait for it: those an import was killed over, and whatever comes in
/// by other sources. Can be stopped anywhere and started again; two at once do no harm, only work.</summary>
public sealed class ReadWaiting(Engine engine)
{
    private const int BatchMessages = 200;
    private const long BatchBytes = 8 << 20;

    /// <summary>Whether mail pours in and goes on to: then one core reads, a few messages at a time, and rests as long
    /// as it worked (<see cref="IntakeTide"/>), so that whoever delivers isn't kept waiting behind it.</summary>
    public bool Gently { get; init; }

    private const int GentleBatchMessages = 50;

    /// <summary>How long the PDFs of a batch may take with it; none by default, for letters that arrive don't wait for
    /// a PDF among them.</summary>
    public TimeSpan ForPdf { get; init; }

    private readonly ReadDocuments documents = new(engine);
    private readonly LedgerTables tables = LedgerTables.Of(engine);
    private readonly IntakeTide tide = IntakeTide.Of(engine);

    /// <returns>How many were read, and how many of those nothing could be made of.</returns>
    public async Task<(long Read, long Unreadable)> RunAsync(CancellationToken cancellationToken)
    {
        long read = 0, unreadable = 0;
        var batches = Channel.CreateBounded<List<Waiting>>(1);
        var workers = Enumerable.Range(0, Gently ? 1 : Environment.ProcessorCount).Select(_ => Task.Run(
            async () =>
            {
                await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
                {
                    var start = Stopwatch.GetTimestamp();
                    var readings = batch.Select(Read).ToList();
                    await RecordAsync(await ReadAttachedAsync(readings, cancellationToken), cancellationToken);
                    Keep(readings);
                    Interlocked.Add(ref read, readings.Count);
                    Interlocked.Add(ref unreadable, readings.LongCount(r => r.State == MessageState.Unreadable));
                    await tide.LetPassAsync(start, cancellationToken);
                }
            },
            cancellationToken)).ToList();
        try
        {
            await FillAsync(batches.Writer, workers, cancellationToken);
        }
        finally
        {
            batches.Writer.TryComplete();
        }

        await Task.WhenAll(workers);
        return (read, unreadable);
    }

    /// <summary>Reads what is attached, as far as there is time for it.</summary>
    internal Task<IReadOnlyList<Reading>> ReadAttachedAsync(
        IReadOnlyList<Reading> readings, CancellationToken cancellationToken) =>
        documents.ReadNowAsync(readings, ForPdf, cancellationToken);

    /// <remarks>The disk isn't waited for: the message itself is on it, and if the machine fails it is read
    /// again.</remarks>
    internal Task RecordAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken) =>
        engine.WriteUnsyncedAsync(
            (connection, token) => tables.RecordAsync(connection, readings, token), cancellationToken);

    /// <summary>The steps behind find them as they were read, if they come soon.</summary>
    internal void Keep(IReadOnlyList<Reading> readings)
    {
        var hand = LettersAtHand.Of(engine);
        foreach (var reading in readings)
            if (reading.Letter is { } letter)
                hand.Keep(reading.Number, letter);
    }

    private static Reading Read(Waiting message)
    {
        var bytes = RawPacking.Unpack(message.Packing, message.Content, message.SizeBytes);
        if (bytes is null) return MessageReading.Damaged(message.Number, message.ReceivedAt);
        // Where the source didn't say when it received it, the ledger put down the moment of storing.
        var receivedAt = message.ReceivedAt == message.StoredAt ? (DateTimeOffset?)null : message.ReceivedAt;
        return MessageReading.Read(message.Number, bytes, message.StoredAt, receivedAt);
    }

    private async Task FillAsync(
        ChannelWriter<List<Waiting>> batches, List<Task> workers, CancellationToken cancellationToken)
    {
        long last = 0;
        while (await LoadAsync(last, cancellationToken) is { Count: > 0 } batch)
        {
            last = batch[^1].Number;
            // If a worker has failed nobody may be left to take the batch: its failure is heard instead.
            var taken = batches.WriteAsync(batch, cancellationToken).AsTask();
            while (!taken.IsCompleted)
            {
                var ended = await Task.WhenAny([taken, .. workers]);
                if (ended != taken) await ended;
            }

            await taken;
        }
    }

    private async Task<List<Waiting>> LoadAsync(long after, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT m.number, m.stored_at, m.received_at, m.size_bytes, r.packing, r.content
            FROM message m JOIN raw_message r ON r.number = m.number
            WHERE m.state = 0 AND m.number > @after ORDER BY m.number LIMIT @limit
            """,
            ("@after", after), ("@limit", Gently ? GentleBatchMessages : BatchMessages));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var batch = new List<Waiting>();
        long bytes = 0;
        while (bytes < BatchBytes && await reader.ReadAsync(cancellationToken))
        {
            batch.Add(new Waiting(
                reader.GetInt64(0), Instants.FromMicroseconds(reader.GetInt64(1)),
                Instants.FromMicroseconds(reader.GetInt64(2)), reader.GetInt64(3), (int)reader.GetInt64(4),
                reader.GetFieldValue<byte[]>(5)));
            bytes += batch[^1].SizeBytes;
        }

        return batch;
    }

    private sealed record Waiting(
        long Number, DateTimeOffset StoredAt, DateTimeOffset ReceivedAt, long SizeBytes, int Packing, byte[] Content);
}
