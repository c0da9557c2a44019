using System.Data.Common;
using Postbag.Casework.Inbox.Search;
using Postbag.Casework.Inbox.Threads;
using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Documents;

/// <summary>Reads the text of attachments into the search index: what takes a moment with the letter itself
/// (<see cref="ReadNowAsync"/>), the rest after the letters, so that a slow PDF holds nobody up; and indexes letters
/// anew where the index was changed. Can be stopped anywhere and started again; two at once do no harm, only
/// work.</summary>
/// <remarks>What is read with the letter is indexed once. To take a row out of FTS5 and put another in costs more than
/// twice as much, and each later merge of the index for as long as the old row isn't merged away.</remarks>
public sealed class ReadDocuments(Engine engine)
{
    /// <summary>The index was made anew, or threads were: nothing of the message is in it.</summary>
    private const int WordsWait = 0;

    /// <summary>The letter is in the index, what is attached isn't.</summary>
    public const int Waits = 1;

    /// <summary>All that is attached has been read.</summary>
    public const int Done = 2;

    /// <summary>It has a PDF, and there is no program here to read it.</summary>
    private const int PdfWaits = 3;

    private const int BatchMessages = 100;
    private const long BatchBytes = 16 << 20;

    /// <summary>Attachments read of one message: a letter has a few, an attack as many as it likes.</summary>
    public const int MaxDocuments = 50;

    private readonly SearchIndex index = SearchIndex.Of(engine);
    private readonly JoinThreads threads = new(engine);
    private readonly LedgerTables places = LedgerTables.Of(engine);

    // Looked for once, when there is something to read.
    private readonly Lazy<Task<PdfText?>> pdf = new(() => PdfText.FindAsync(CancellationToken.None));

    /// <param name="advance">Told how many messages are done; null if nobody looks.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>How many messages were done.</returns>
    public async Task<long> RunAsync(Action<long>? advance, CancellationToken cancellationToken)
    {
        long done = 0, last = 0;
        while (true)
        {
            var mayHavePdf = !pdf.IsValueCreated || await pdf.Value is not null;
            var batch = await LoadAsync(last, mayHavePdf, cancellationToken);
            if (batch.Count == 0) return done;
            var program = await pdf.Value;
            last = batch[^1].Number;
            var work = batch.Where(message => message.Step != PdfWaits || program is not null).ToList();
            var read = new Indexed[work.Count];
            // As many at once as there are cores: each may hold a large attachment, and a process that reads it.
            await Parallel.ForAsync(
                0, work.Count, AtOnce(cancellationToken),
                async (i, token) => read[i] = await ReadAsync(work[i], program, token));
            if (read.Length > 0)
            {
                await engine.WriteUnsyncedAsync(
                    (connection, token) => RecordAsync(connection, read, token), cancellationToken);
            }

            done += read.Length;
            advance?.Invoke(done);
        }
    }

    /// <summary>Reads what is attached to letters that have just been read and aren't in the index yet.</summary>
    /// <param name="readings">As they were read.</param>
    /// <param name="forPdf">How long the PDFs of all of them may take; those that aren't read by then are left
    /// waiting.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The readings, in their order.</returns>
    internal async Task<IReadOnlyList<Reading>> ReadNowAsync(
        IReadOnlyList<Reading> readings, TimeSpan forPdf, CancellationToken cancellationToken)
    {
        if (readings.All(reading => reading.Documents.Count == 0)) return readings;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // CancelAfter of no time at all still leaves some.
        if (forPdf > TimeSpan.Zero) patience.CancelAfter(forPdf);
        else await patience.CancelAsync();
        var read = readings.ToArray();
        // A program reads PDFs, a process each.
        await Parallel.ForAsync(
            0, read.Length, AtOnce(cancellationToken),
            async (i, _) =>
            {
                if (read[i].Documents.Count == 0) return;
                try
                {
                    read[i] = await ReadNowAsync(read[i], patience.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // It waits for the next step.
                }
            });
        return read;
    }

    private static ParallelOptions AtOnce(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };

    private async Task<List<Waiting>> LoadAsync(long after, bool mayHavePdf, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT m.number, m.place, m.search_step, m.attachments, m.state, m.size_bytes, r.packing, r.content,
              m.received_at
            FROM message m JOIN raw_message r ON r.number = m.number
            WHERE m.search_step <> 2 AND m.search_step <= @step AND m.place IS NOT NULL AND m.number > @after
            ORDER BY m.number LIMIT @limit
            """,
            ("@step", mayHavePdf ? PdfWaits : Waits), ("@after", after), ("@limit", BatchMessages));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var batch = new List<Waiting>();
        long bytes = 0;
        while (bytes < BatchBytes && await reader.ReadAsync(cancellationToken))
        {
            batch.Add(new Waiting(
                reader.GetInt64(0), reader.GetInt64(1), (int)reader.GetInt64(2), (int)reader.GetInt64(3),
                (MessageState)reader.GetInt64(4), reader.GetInt64(5), (int)reader.GetInt64(6),
                reader.GetFieldValue<byte[]>(7), reader.GetInt64(8)));
            bytes += batch[^1].SizeBytes;
        }

        return batch;
    }

    private static async Task<Indexed> ReadAsync(Waiting message, PdfText? pdf, CancellationToken cancellationToken)
    {
        var bytes = RawPacking.Unpack(message.Packing, message.Content, message.SizeBytes) ?? [];
        var (words, attachments, thread) = MessageReading.ReadAgain(bytes, message.State);
        (words, var step) = await ReadAsync(
            attachments.Where(DocumentText.MayBeIn).Take(MaxDocuments), words, pdf, cancellationToken);
        return new Indexed(message, step, new IndexedMessage(
            message.Place, words, message.Attachments > 0, message.State == MessageState.Unreadable),
            new ThreadEntry(message.Number, message.ReceivedAt, thread));
    }

    /// <returns>The words with those of the documents, and the step the message is at then.</returns>
    private static async Task<(SearchWords Words, int Step)> ReadAsync(
        IEnumerable<Attachment> documents, SearchWords words, PdfText? pdf, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        var step = Done;
        foreach (var document in documents)
        {
            if (!IsPdf(document)) texts.Add(DocumentText.Of(document));
            else if (pdf is null) step = PdfWaits;
            else texts.Add(await pdf.ReadAsync(document.Content, cancellationToken));
        }

        return (words with { Documents = DocumentWords.Fold(texts, words) }, step);
    }

    private async Task<Reading> ReadNowAsync(Reading reading, CancellationToken patience)
    {
        var hasPdf = reading.Documents.Any(IsPdf);
        if (hasPdf && patience.IsCancellationRequested) return reading;
        var (words, step) = await ReadAsync(
            reading.Documents, reading.Words, hasPdf ? await pdf.Value : null, patience);
        return reading with { Words = words, SearchStep = step, Documents = [] };
    }

    private static bool IsPdf(Attachment attachment) => DocumentText.KindOf(attachment) == DocumentKind.Pdf;

    private async Task RecordAsync(
        DbConnection connection, IReadOnlyList<Indexed> read, CancellationToken cancellationToken)
    {
        await places.LockAsync(connection, cancellationToken);
        var ours = new List<Indexed>(read.Count);
        foreach (var message in read)
        {
            // Whoever was quicker has done it.
            if (await connection.ExecuteAsync(
                "UPDATE message SET search_step = @to WHERE number = @number AND search_step = @from",
                cancellationToken,
                ("@to", message.Step), ("@number", message.From.Number), ("@from", message.From.Step)) == 1)
                ours.Add(message);
        }

        await index.ReplaceAsync(connection, [.. ours.Select(message => message.Row)], cancellationToken);
        await threads.RunMissingAsync(
            connection, [.. ours.Where(message => message.From.Step == WordsWait).Select(message => message.Thread)],
            cancellationToken);
        await connection.ExecuteAsync("UPDATE inbox_tally SET changes = changes + 1", cancellationToken);
    }

    private sealed record Waiting(
        long Number, long Place, int Step, int Attachments, MessageState State, long SizeBytes, int Packing,
        byte[] Content, long ReceivedAt);

    private sealed record Indexed(Waiting From, int Step, IndexedMessage Row, ThreadEntry Thread);
}
