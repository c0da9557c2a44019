using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Register;
using Postbag.Casework.People.Writers;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>A message that was read for its writer.</summary>
/// <param name="Evidence">Null for what no person wrote, or nobody can read.</param>
internal sealed record IncomingWriter(long Number, DateTimeOffset ReceivedAt, LetterEvidence? Evidence)
{
    /// <summary>Whether a PDF is attached whose text the search hasn't read yet.</summary>
    public bool AwaitsPdf { get; init; }
}

/// <summary>Finds or makes the writers of a batch of messages, grades and keeps them: all that is known is read at
/// once, decided on in the order of the messages, and written at once. For use inside the engine's write, by one at a
/// time.</summary>
internal sealed class LinkBatch(Engine engine, TimeProvider clock)
{
    private readonly NumberList list = NumberList.Of(engine);
    private static readonly RowTable Waits =
        new("letterhead_wait", [("message", ColumnKind.Number)], "ON CONFLICT (message) DO NOTHING");

    private readonly WriterRows rows = new(engine);
    private readonly RowWriter waits = RowWriter.Of(engine);

    public async Task RunAsync(
        DbConnection connection, IReadOnlyList<IncomingWriter> batch, GradeWriter grading,
        CancellationToken cancellationToken)
    {
        await PersonTables.LockAsync(connection, cancellationToken);
        var claimed = (await connection.NumbersAsync(
            $"UPDATE message SET people_state = 1 WHERE {list.TakenIn("@numbers")} AND people_state = 0 RETURNING number",
            cancellationToken, ("@numbers", list.Value(batch.Select(message => message.Number))))).ToHashSet();
        var ours = batch.Where(message => message.Evidence is not null && claimed.Contains(message.Number)).ToList();
        if (ours.Count == 0) return;
        var numbers = list.Value(ours.Select(message => message.Number));
        await waits.InsertAsync(
            connection, Waits, [.. ours.Where(message => message.AwaitsPdf)
            .Select(message => new object?[] { message.Number })], cancellationToken);
        var before = await LinksAsync(connection, ours, numbers, cancellationToken);
        var graded = (await connection.NumbersAsync(
            $"SELECT message FROM message_writer WHERE {list.In("message", "@messages")}", cancellationToken,
            ("@messages", numbers))).ToHashSet();
        var linked = before.Values.SelectMany(links => links).Where(IsHeld).Select(link => link.Person).Distinct()
            .ToList();
        var around = await PeopleAround.LoadAsync(
            engine, connection, [
                .. ours.Where(message => !before[message.Number].Exists(IsHeld)).Select(message => message.Evidence!)],
                linked,
            cancellationToken);

        var register = await RegisterKeys.LoadAsync(
            engine, connection, ours.Select(message => message.Evidence!), cancellationToken);
        var written = new WrittenBatch();
        foreach (var message in ours)
            Link(message, message.Evidence!, before[message.Number], graded.Contains(message.Number), around, register,
                grading, written);
        if (before.Values.Any(links => links.Exists(link => link.State == LinkState.Offered)))
        {
            await connection.ExecuteAsync(
                $"DELETE FROM message_person WHERE state = 0 AND {list.In("message", "@messages")}", cancellationToken,
                ("@messages", list.Value(before.Where(pair => !pair.Value.Exists(IsHeld)).Select(pair => pair.Key))));
        }

        if (graded.Count > 0)
        {
            await connection.ExecuteAsync(
                $"DELETE FROM message_evidence WHERE {list.In("message", "@messages")}", cancellationToken,
                ("@messages", list.Value(graded)));
        }

        await rows.WriteAsync(connection, written, Instants.ToMicroseconds(clock.GetUtcNow()), cancellationToken);
        // Messages that were somebody's before may have said something else: all of theirs are looked through.
        foreach (var person in written.LookedAtAgain)
            await PersonTables.ShowLastAsync(connection, person, cancellationToken);
    }

    private static bool IsHeld((long Person, LinkState State) link) =>
        link.State is LinkState.Certain or LinkState.Decided;

    private void Link(
        IncomingWriter message, LetterEvidence evidence, List<(long Person, LinkState State)> before, bool isGraded,
        PeopleAround around, RegisterKeys register, GradeWriter grading, WrittenBatch written)
    {
        var wasLinked = before.Exists(IsHeld);
        var person = wasLinked
            ? around[before.Find(IsHeld).Person] : FindOrMake(message.Number, evidence, before, around, written);
        var known = person?.Known ?? KnownOfWriter.Nothing;
        if (register.Has(evidence)) known = known with { IsOnRegister = true };
        var answer = grading.Grade(evidence, known, DateOnly.FromDateTime(message.ReceivedAt.UtcDateTime));
        written.Graded.Add((message.Number, evidence, answer));
        if (person is null) return;
        // What was learned of it before may have been put right by people since: it isn't learned again.
        if (!(isGraded && wasLinked))
        {
            var facts = LearnedFacts.Of(evidence, message.ReceivedAt);
            around.Learn(person, facts);
            written.Learned.Add((person, message.Number, facts));
        }

        if (wasLinked) written.LookedAtAgain.Add(person.Number);
        else ShowOneMore(person, Instants.ToMicroseconds(message.ReceivedAt), answer, written);
    }

    /// <summary>When they last wrote, and how that was graded; a later letter that says nothing doesn't blot out an
    /// earlier one that does.</summary>
    private static void ShowOneMore(AroundPerson person, long at, GradeAnswer answer, WrittenBatch written)
    {
        var saysMore = person.Grade is null or Grade.Unclear
            || (answer.Grade != Grade.Unclear && !(person.LastAt > at));
        if (saysMore) (person.Grade, person.Special) = (answer.Grade, (int)answer.Cases);
        if (!(person.LastAt >= at)) person.LastAt = at;
        if (person.Number > 0) written.Changed.Add(person);
    }

    /// <summary>The person whose message it certainly is; or a new one, if nobody known may be meant; or nobody
    /// yet.</summary>
    private static AroundPerson? FindOrMake(
        long message, LetterEvidence evidence, List<(long Person, LinkState State)> before, PeopleAround around,
        WrittenBatch written)
    {
        var known = around.Like(evidence);
        var matches = MatchWriter.Of(evidence, known)
            .Where(match => !before.Contains((match.Person, LinkState.Refused))).ToList();
        if (matches.Find(match => match.IsCertain) is { } certain)
        {
            var writer = MatchWriter.MemberOf(evidence, known.First(person => person.Number == certain.Person));
            written.Links.Add((message, around[writer], LinkState.Certain, certain.Reasons));
            return around[writer];
        }

        foreach (var match in matches)
            written.Links.Add((message, around[match.Person], LinkState.Offered, match.Reasons));
        if (evidence.Name is not { } name || !IsEnough(evidence) || matches.Count > 0) return null;
        var made = around.Make();
        written.Made.Add((made, MessageReading.Line(name, 200)));
        written.Links.Add((message, made, LinkState.Certain,
            ["Nobody known has this name with any of these details."]));
        return made;
    }

    /// <summary>A name and a way to tell it from others of the same name.</summary>
    private static bool IsEnough(LetterEvidence evidence) =>
        evidence.Email is not null
            || evidence.Items.Any(
            item => item is { Of: EvidenceOf.Writer, Kind: EvidenceKind.Postcode or EvidenceKind.Phone });

    private async Task<Dictionary<long, List<(long Person, LinkState State)>>> LinksAsync(
        DbConnection connection, List<IncomingWriter> ours, object messages, CancellationToken cancellationToken)
    {
        var links = ours.ToDictionary(message => message.Number, _ => new List<(long Person, LinkState State)>());
        await using var command = connection.Command(
            $"SELECT message, person, state FROM message_person WHERE {list.In("message", "@messages")}",
            ("@messages", messages));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            links[reader.GetInt64(0)].Add((reader.GetInt64(1), (LinkState)EvidenceTables.Whole(reader, 2)));
        return links;
    }
}
