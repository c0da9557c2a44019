using System.Data.Common;
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
    private const int BatchMessages = 64;
    private const long BatchBytes = 16 << 20;

    /// <summary>Attachments read for a letterhead: a letter has one or two.</summary>
    private const int MostAttached = 3;

    private readonly PersonTables tables = new(engine, clock);

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
        while (await NextAsync(details, cancellationToken) is { Count: > 0 } batch)
        {
            await engine.WriteAsync(
                async (connection, token) =>
                {
                    await PersonTables.LockAsync(connection, token);
                    foreach (var message in batch) await LinkAsync(connection, message, grading, token);
                },
                cancellationToken);
            done += batch.Count;
            report?.Invoke(done);
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

    private async Task<IReadOnlyList<IncomingWriter>> NextAsync(OfficeDetails details, CancellationToken cancellationToken)
    {
        var raw = new List<(long Number, bool IsReadable, long ReceivedAt, int Packing, long Size, byte[] Content)>();
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
        await using (var command = connection.Command(
            """
            SELECT m.number, m.state, m.received_at, r.packing, r.size_bytes, r.content
            FROM (SELECT number, state, received_at FROM message WHERE people_state = 0 AND state <> 0 ORDER BY number LIMIT @limit) m
            JOIN raw_message r ON r.number = m.number
            ORDER BY m.number
            """,
            ("@limit", BatchMessages)))
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

    private async Task LinkAsync(DbConnection connection, IncomingWriter message, GradeWriter grading, CancellationToken cancellationToken)
    {
        var claimed = await connection.ExecuteAsync(
            "UPDATE message SET people_state = 1 WHERE number = @number AND people_state = 0", cancellationToken, ("@number", message.Number));
        if (claimed == 0 || message.Evidence is not { } evidence) return;
        var known = KnownOfWriter.Nothing;
        var person = await connection.NumberAsync(
            "SELECT person FROM message_person WHERE message = @message AND state IN (1, 2)", cancellationToken, ("@message", message.Number));
        var wasLinked = person is not null;
        person ??= await FindOrMakeAsync(connection, message.Number, evidence, cancellationToken);
        if (person is { } number) known = await PersonTables.KnownOfAsync(connection, number, cancellationToken);
        var answer = grading.Grade(evidence, known, DateOnly.FromDateTime(message.ReceivedAt.UtcDateTime));
        // What was learned of it before may have been put right by people since: it isn't learned again.
        var isLearned = await connection.NumberAsync(
            "SELECT message FROM message_writer WHERE message = @message", cancellationToken, ("@message", message.Number)) is not null && wasLinked;
        await EvidenceTables.KeepAsync(connection, message.Number, evidence, answer, cancellationToken);
        if (person is not { } writer) return;
        if (!isLearned) await tables.LearnAsync(connection, writer, message.Number, LearnedFacts.Of(evidence, message.ReceivedAt), cancellationToken);
        if (wasLinked) await PersonTables.ShowLastAsync(connection, writer, cancellationToken);
        else await PersonTables.ShowOneMoreAsync(connection, writer, message.ReceivedAt, answer.Grade, (int)answer.Cases, cancellationToken);
    }

    /// <summary>The person whose message it certainly is; or a new one, if nobody known may be meant; or nobody yet.</summary>
    private async Task<long?> FindOrMakeAsync(
        DbConnection connection, long message, LetterEvidence evidence, CancellationToken cancellationToken)
    {
        var refused = new HashSet<long>();
        await using (var command = connection.Command("SELECT person FROM message_person WHERE message = @message AND state = 3", ("@message", message)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) refused.Add(reader.GetInt64(0));
        var known = await tables.LikeAsync(connection, evidence, cancellationToken);
        var matches = MatchWriter.Of(evidence, known).Where(match => !refused.Contains(match.Person)).ToList();
        await connection.ExecuteAsync("DELETE FROM message_person WHERE message = @message AND state = 0", cancellationToken, ("@message", message));
        var certain = matches.Find(match => match.IsCertain);
        if (certain is not null)
        {
            var writer = MatchWriter.MemberOf(evidence, known.First(person => person.Number == certain.Person));
            await AddLinkAsync(connection, message, writer, LinkState.Certain, certain.Reasons, cancellationToken);
            return writer;
        }

        foreach (var match in matches)
            await AddLinkAsync(connection, message, match.Person, LinkState.Offered, match.Reasons, cancellationToken);
        if (evidence.Name is not { } name || !IsEnough(evidence) || matches.Count > 0) return null;
        var person = await tables.AddAsync(connection, MessageReading.Line(name, 200), isKept: false, cancellationToken);
        await AddLinkAsync(connection, message, person, LinkState.Certain, ["Nobody known has this name with any of these details."], cancellationToken);
        return person;
    }

    /// <summary>A name and a way to tell it from others of the same name.</summary>
    private static bool IsEnough(LetterEvidence evidence) =>
        evidence.Email is not null || evidence.Items.Any(item => item is { Of: EvidenceOf.Writer, Kind: EvidenceKind.Postcode or EvidenceKind.Phone });

    private static Task<int> AddLinkAsync(
        DbConnection connection, long message, long person, LinkState state, IReadOnlyList<string> reasons, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO message_person (message, person, state, reasons) VALUES (@message, @person, @state, @reasons)
            ON CONFLICT (message, person) DO UPDATE SET state = excluded.state, reasons = excluded.reasons
            """,
            cancellationToken, ("@message", message), ("@person", person), ("@state", (int)state), ("@reasons", string.Join('\n', reasons)));

    private sealed record IncomingWriter(long Number, DateTimeOffset ReceivedAt, LetterEvidence? Evidence);
}
