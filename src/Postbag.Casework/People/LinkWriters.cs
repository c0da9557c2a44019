using System.Diagnostics;
using System.Text.RegularExpressions;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Documents;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Mime;
using Postbag.Places;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>Reads who wrote the messages that wait for it, grades them and finds them among the people known. Can be
/// stopped anywhere and started again; of two at once each message is one's.</summary>
public sealed class LinkWriters(Engine engine, TimeProvider clock, PlaceIndex? index)
{
    private const int BatchMessages = 128;
    private const long BatchBytes = 16 << 20;

    /// <summary>How often a letter is read at most.</summary>
    private const int Attempts = 4;

    private readonly LettersAtHand hand = LettersAtHand.Of(engine);
    private readonly IntakeTide tide = IntakeTide.Of(engine);
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
        await AttachedLetters.TakeUpAsync(engine, cancellationToken);
        var grading = new GradeWriter(area.BookOf(index));
        long done = 0;
        var batch = await NextAsync(details, 0, cancellationToken);
        while (batch.Count > 0)
        {
            var start = Stopwatch.GetTimestamp();
            var (written, last) = (batch, batch[^1].Number);
            // The next are read while these are written. On SQLite a question is answered before its task is handed
            // over.
            var next = Task.Run(() => NextAsync(details, last, cancellationToken), cancellationToken);
            // The disk isn't waited for: if the machine fails they are looked for again.
            var write = engine.WriteUnsyncedAsync(
                (connection, token) => link.RunAsync(connection, written, grading, token), cancellationToken);
            await Task.WhenAll(write, next);
            batch = await next;
            done += written.Count;
            report?.Invoke(done);
            await tide.LetPassAsync(start, cancellationToken);
            // What was stored earlier may have been read since.
            if (batch.Count == 0) batch = await NextAsync(details, 0, cancellationToken);
        }

        return done;
    }

    /// <summary>Other places, or another area: every grade is given again. What people decided stays decided.</summary>
    private Task GradeAnewAsync(string mark, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            var changed = await connection.ExecuteAsync(
                "UPDATE people_head SET places = @mark WHERE places <> @mark", token, ("@mark", mark));
            if (changed > 0)
                await connection.ExecuteAsync(
                    "UPDATE message SET people_state = 0 WHERE number IN (SELECT message FROM message_writer)", token);
        },
        cancellationToken);

    private async Task<IReadOnlyList<IncomingWriter>> NextAsync(
        OfficeDetails details, long after, CancellationToken cancellationToken)
    {
        var raw = new List<(
            long Number, bool IsReadable, long ReceivedAt, int Packing, long Size, byte[] Content, bool IsSearched)>();
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
        await using (var command = connection.Command(
            """
            SELECT m.number, m.state, m.received_at, r.packing, r.size_bytes, r.content, m.search_step
            FROM (SELECT number, state, received_at, search_step FROM message
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
                    reader.GetInt64(0), reader.GetInt64(1) == (int)MessageState.Read, reader.GetInt64(2),
                    (int)reader.GetInt64(3),
                    reader.GetInt64(4), reader.GetFieldValue<byte[]>(5), reader.GetInt64(6) == ReadDocuments.Done));
                bytes += raw[^1].Size;
            }
        }

        var read = new IncomingWriter[raw.Count];
        var waits = new (MimeMessage Message, int Place)?[raw.Count];
        Parallel.For(
            0, raw.Count, new ParallelOptions { CancellationToken = cancellationToken },
            i =>
            {
                var at = Instants.FromMicroseconds(raw[i].ReceivedAt);
                // What is attached has to be opened again.
                if (raw[i].IsReadable && hand.Of(raw[i].Number, raw[i].Size) is { HasAttachments: false } letter)
                {
                    read[i] = new IncomingWriter(
                        raw[i].Number, at, IsOfPerson(letter.Kind) ? Read(WriterLetter.Of(letter), details) : null);
                    return;
                }

                var message = raw[i].IsReadable
                    && RawPacking.Unpack(raw[i].Packing, raw[i].Content, raw[i].Size) is { } bytes
                    ? MessageOf(bytes) : null;
                var hasPdf = message is not null && AttachedLetters.HasPdf(message);
                if (hasPdf && raw[i].IsSearched) waits[i] = (message!, i);
                read[i] = new IncomingWriter(
                    raw[i].Number, at, message is null ? null : Read(message, AttachedLetters.Texts(message), details))
                {
                    AwaitsPdf = hasPdf && !raw[i].IsSearched,
                };
            });
        // A program reads PDFs, a process each: only where there are any, and as many at once as there are cores.
        await Parallel.ForEachAsync(
            waits.OfType<(MimeMessage Message, int Place)>(),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount,
                CancellationToken = cancellationToken },
            async (one, token) =>
            {
                var texts = await AttachedLetters.TextsAsync(one.Message, token);
                if (texts.Count > 0) read[one.Place] = read[one.Place]
                    with { Evidence = Read(one.Message, texts, details) };
            });
        return read;
    }

    /// <summary>What a message says of its writer; null for what no person wrote. Never throws on what a message
    /// holds.</summary>
    internal static LetterEvidence? Read(ReadOnlyMemory<byte> bytes, OfficeDetails details) =>
        MessageOf(bytes) is { } message ? Read(message, AttachedLetters.Texts(message), details) : null;

    /// <summary>The message; null for what no person wrote.</summary>
    private static MimeMessage? MessageOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var message = MimeMessage.Read(bytes);
            return IsOfPerson(message.Kind) ? message : null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The readers never throw, by their promise; if one breaks it, one message must not stop those behind it.
            return null;
        }
    }

    private static bool IsOfPerson(MessageKind kind) =>
        kind is not (MessageKind.Bounce or MessageKind.AutoReply or MessageKind.Receipt);

    private static LetterEvidence? Read(MimeMessage message, IReadOnlyList<string> texts, OfficeDetails details) =>
        Read(WriterLetter.Of(message, texts), details);

    private static LetterEvidence? Read(WriterLetter letter, OfficeDetails details) =>
        Patiently(() => EvidenceReader.Read(letter, details));

    /// <summary>Reads, again if a pattern ran into its limit of time: that is by the clock, and on a machine that is
    /// fought over a letter like any other may lose a second to others.</summary>
    /// <returns>Null if it fails all the same: the readers never throw, by their promise; if one breaks it, one message
    /// must not stop those behind it.</returns>
    internal static LetterEvidence? Patiently(Func<LetterEvidence> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return read();
            }
            catch (RegexMatchTimeoutException) when (attempt < Attempts)
            {
                // Again.
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                return null;
            }
        }
    }
}
