using System.Data.Common;
using Postbag.Casework.Inbox.Search;
using Postbag.Casework.Inbox.Threads;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Documents;

/// <summary>Reads the text of attachments into the search index, after the letters themselves, so that a slow PDF holds
/// nobody up; and indexes letters anew where the index was changed. Can be stopped anywhere and started again; two at
/// once do no harm, only work.</summary>
public sealed class ReadDocuments(Engine engine)
{
    /// <summary>The index was made anew, or threads were: nothing of the message is in it.</summary>
    private const int WordsWait = 0;

    private const int DocumentsWait = 1;
    /// <summary>All that is attached has been read.</summary>
    public const int Done = 2;

    /// <summary>It has a PDF, and there is no program here to read it.</summary>
    private const int PdfWaits = 3;

    private const int BatchMessages = 100;
    private const long BatchBytes = 16 << 20;

    /// <summary>Attachments read of one message: a letter has a few, an attack as many as it likes.</summary>
    private const int MaxDocuments = 50;

    private readonly SearchIndex index = SearchIndex.Of(engine);
    private readonly JoinThreads threads = new(engine);
    private readonly LedgerTables places = LedgerTables.Of(engine);

    // Looked for once, when there is something to read.
    private PdfText? pdf;
    private bool isPdfSought;

    /// <param name="advance">Told how many messages are done; null if nobody looks.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>How many messages were done.</returns>
    public async Task<long> RunAsync(Action<long>? advance, CancellationToken cancellationToken)
    {
        long done = 0, last = 0;
        while (true)
        {
            var batch = await LoadAsync(last, mayHavePdf: !isPdfSought || pdf is not null, cancellationToken);
            if (batch.Count == 0) return done;
            if (!isPdfSought) (pdf, isPdfSought) = (await PdfText.FindAsync(cancellationToken), true);
            last = batch[^1].Number;
            var work = batch.Where(message => message.Step != PdfWaits || pdf is not null).ToList();
            var read = new Indexed[work.Count];
            // As many at once as there are cores: each may hold a large attachment, and a process that reads it.
            await Parallel.ForAsync(
                0, work.Count, AtOnce(cancellationToken),
                async (i, token) => read[i] = await ReadAsync(work[i], pdf, token));
            if (read.Length > 0)
            {
                await engine.WriteUnsyncedAsync(
                    (connection, token) => RecordAsync(connection, read, token), cancellationToken);
            }

            done += read.Length;
            advance?.Invoke(done);
        }
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
            ("@step", mayHavePdf ? PdfWaits : DocumentsWait), ("@after", after), ("@limit", BatchMessages));
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
        var texts = new List<string>();
        var step = Done;
        foreach (var attachment in attachments.Where(DocumentText.MayBeIn).Take(MaxDocuments))
        {
            if (DocumentText.KindOf(attachment) != DocumentKind.Pdf) texts.Add(DocumentText.Of(attachment));
            else if (pdf is null) step = PdfWaits;
            else texts.Add(await pdf.ReadAsync(attachment.Content, cancellationToken));
        }

        words = words with { Documents = DocumentWords.Fold(texts, words) };
        return new Indexed(message, step, new IndexedMessage(
            message.Place, words, message.Attachments > 0, message.State == MessageState.Unreadable),
            new ThreadEntry(message.Number, message.ReceivedAt, thread));
    }

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
