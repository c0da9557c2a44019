using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Documents;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Mime;
using Postbag.Places;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>Reads who wrote the messages that wait for it, grades them and finds them among the people known. Can be stopped
/// anywhere and started again; of two at once each message is one's.</summary>
public sealed class LinkWriters(Engine engine, TimeProvider clock, PlaceIndex? index)
{
    private const int BatchMessages = 128;
    private const long BatchBytes = 16 << 20;

    /// <summary>Attachments read for a letterhead: a letter has one or two.</summary>
    private const int MostAttached = 3;

    private readonly LinkBatch link = new(engine, clock);

    /// <param name="report">Told how many messages were looked at; null if nobody asks.</param>
    /// <param name="cancellationToken">Stops it between two batches.</param>
    /// <returns>How many messages were looked at.</returns>
    public async Task<long> RunAsync(Action<long>? report, CancellationToken cancellationToken)
    {
        OfficeArea area;
        OfficeDetails details;
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
        {
            area = await OfficeArea.LoadAsync(connection, cancellationToken);
            details = await area.DetailsAsync(connection, cancellationToken);
        }

        await GradeAnewAsync(area.MarkWith(index), cancellationToken);
        var grading = new GradeWriter(area.BookOf(index));
        long done = 0;
        var batch = await NextAsync(details, 0, cancellationToken);
        while (batch.Count > 0)
        {
            var (written, last) = (batch, batch[^1].Number);
            // The next are read while these are written. On SQLite a question is answered before its task is handed over.
            var next = Task.Run(() => NextAsync(details, last, cancellationToken), cancellationToken);
            var write = engine.WriteAsync((connection, token) => link.RunAsync(connection, written, grading, token), cancellationToken);
            await Task.WhenAll(write, next);
            batch = await next;
            done += written.Count;
            report?.Invoke(done);
            // What was stored earlier may have been read since.
            if (batch.Count == 0) batch = await NextAsync(details, 0, cancellationToken);
        }

        return done;
    }

    /// <summary>Other places, or another area: every grade is given again. What people decided stays decided.</summary>
    private Task GradeAnewAsync(string mark, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            var changed = await connection.ExecuteAsync("UPDATE people_head SET places = @mark WHERE places <> @mark", token, ("@mark", mark));
            if (changed > 0)
                await connection.ExecuteAsync("UPDATE message SET people_state = 0 WHERE number IN (SELECT message FROM message_writer)", token);
        },
        cancellationToken);

    private async Task<IReadOnlyList<IncomingWriter>> NextAsync(OfficeDetails details, long after, CancellationToken cancellationToken)
    {
        var raw = new List<(long Number, bool IsReadable, long ReceivedAt, int Packing, long Size, byte[] Content)>();
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
        await using (var command = connection.Command(
            """
            SELECT m.number, m.state, m.received_at, r.packing, r.size_bytes, r.content
            FROM (SELECT number, state, received_at FROM message
              WHERE people_state = 0 AND state <> 0 AND number > @after ORDER BY number LIMIT @limit) m
            JOIN raw_message r ON r.number = m.number
            ORDER BY m.number
            """,
            ("@after", after), ("@limit", BatchMessages)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            long bytes = 0;
            while (bytes < BatchBytes && await reader.ReadAsync(cancellationToken))
            {
                raw.Add((
                    reader.GetInt64(0), reader.GetInt64(1) == (int)MessageState.Read, reader.GetInt64(2), (int)reader.GetInt64(3),
                    reader.GetInt64(4), reader.GetFieldValue<byte[]>(5)));
                bytes += raw[^1].Size;
            }
        }

        var read = new IncomingWriter[raw.Count];
        Parallel.For(
            0, raw.Count, new ParallelOptions { CancellationToken = cancellationToken },
            i => read[i] = new IncomingWriter(
                raw[i].Number, Instants.FromMicroseconds(raw[i].ReceivedAt),
                raw[i].IsReadable && RawPacking.Unpack(raw[i].Packing, raw[i].Content, raw[i].Size) is { } bytes ? Read(bytes, details) : null));
        return read;
    }

    /// <summary>What a message says of its writer; null for what no person wrote. Never throws on what a message holds.</summary>
    internal static LetterEvidence? Read(ReadOnlyMemory<byte> bytes, OfficeDetails details)
    {
        try
        {
            var message = MimeMessage.Read(bytes);
            if (message.Kind is MessageKind.Bounce or MessageKind.AutoReply or MessageKind.Receipt) return null;
            var attached = message.Attachments.Where(IsLetter).Take(MostAttached).Select(DocumentText.Of).ToList();
            return EvidenceReader.Read(WriterLetter.Of(message, attached), details);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The readers never throw, by their promise; if one breaks it, one message must not stop those behind it.
            return null;
        }
    }

    /// <summary>PDFs need a program of their own and are left to the search.</summary>
    private static bool IsLetter(Attachment attachment) => DocumentText.KindOf(attachment) is DocumentKind.Word or DocumentKind.Plain or DocumentKind.Html;
}
