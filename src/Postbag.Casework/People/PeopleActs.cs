using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>What people say of a person: the fields of the form.</summary>
public sealed record PersonWords(
    string Name, string Languages, AnswerBy AnswerBy, PersonNeeds Needs, string NeedsNote, bool? IsOnRegister,
    IReadOnlyList<string> Emails, IReadOnlyList<string> Phones, IReadOnlyList<PersonAddress> Addresses);

/// <summary>What people do about people. Each act is kept with what was there before, and can be taken back
/// whole.</summary>
public sealed partial class PeopleActs(Engine engine, AuditTrail audit, TimeProvider clock)
{
    private readonly PersonTables tables = new(engine, clock);
    private readonly NumberList list = NumberList.Of(engine);

    /// <summary>A message is this person's, whatever evidence says.</summary>
    public Task LinkAsync(Person person, long message, Actor by, CancellationToken cancellationToken) => ActAsync(
        PersonActKind.Linked, person, null, message, by,
        async (connection, token) =>
        {
            var before = await LinksAsync(connection, message, token);
            await SetLinksAsync(
                connection, message,
                [.. before.Where(link => link.Person != person.Number)
                    .Select(link => link.State is 1 or 2 ? link with { State = (int)LinkState.Offered } : link),
                 new PersonLink(person.Number, (int)LinkState.Decided, "Somebody said so.")],
                token);
            return JsonSerializer.Serialize(before);
        },
        cancellationToken);

    /// <summary>A message isn't this person's, and won't be thought theirs again.</summary>
    public Task UnlinkAsync(Person person, long message, Actor by, CancellationToken cancellationToken) => ActAsync(
        PersonActKind.Unlinked, person, null, message, by,
        async (connection, token) =>
        {
            var before = await LinksAsync(connection, message, token);
            Refused.ThrowIf(before.All(link => link.Person != person.Number)
                ? new("This message wasn’t thought theirs.") : null);
            await SetLinksAsync(
                connection, message,
                [.. before.Where(link => link.Person != person.Number),
                    new PersonLink(person.Number, (int)LinkState.Refused, "Somebody said so.")],
                token);
            return JsonSerializer.Serialize(before);
        },
        cancellationToken);

    /// <summary>Makes a new person of a message's writer, as it says who they are.</summary>
    /// <returns>The new person's number.</returns>
    public async Task<long> MakeAsync(long message, string name, Actor by, CancellationToken cancellationToken)
    {
        Refused.ThrowIf(name.Trim().Length == 0 ? new("Enter a name.") : null);
        var number = await engine.WriteAsync(
            async (connection, token) =>
            {
                await PersonTables.LockAsync(connection, token);
                return await tables.AddAsync(connection, MessageReading.Line(name, 200), isKept: true, token);
            },
            cancellationToken);
        await LinkAsync(await new PeopleQueries(engine).GetAsync(number, cancellationToken), message, by,
            cancellationToken);
        return number;
    }

    /// <summary>Two are one: whatever is the other's shows with this one. Nothing is moved, so it can be let go
    /// again.</summary>
    public Task MergeAsync(Person person, Person other, Actor by, CancellationToken cancellationToken) => ActAsync(
        PersonActKind.Merged, person, other.Number, null, by,
        async (connection, token) =>
        {
            Refused.ThrowIf(WhyNotMerge(person, other));
            var followers = new List<long> { other.Number };
            await using (var command = connection.Command(
                "SELECT number FROM person WHERE merged_into = @other ORDER BY number", ("@other", other.Number)))
            await using (var reader = await command.ExecuteReaderAsync(token))
                while (await reader.ReadAsync(token)) followers.Add(reader.GetInt64(0));
            var moved = await connection.ExecuteAsync(
                $"UPDATE person SET merged_into = @person WHERE {list.In("number", "@people")} AND (merged_into IS NULL OR merged_into = @other)", token,
                ("@person", person.Number), ("@people", list.Value(followers)), ("@other", other.Number));
            Refused.ThrowIf(moved < followers.Count
                ? new("Somebody else has joined one of them meanwhile. Look again.") : null);
            return string.Join(',', followers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        },
        cancellationToken);

    public static Refusal? WhyNotMerge(Person person, Person other) =>
        person.Number == other.Number ? new("A person can’t be joined to themselves.")
        : person.MergedInto is not null || other.MergedInto is not null
        ? new("One of them has been joined to somebody already.")
        : null;

    /// <summary>Two are two, and won't be shown as perhaps the same again.</summary>
    public Task KeepApartAsync(Person person, Person other, Actor by, CancellationToken cancellationToken) => ActAsync(
        PersonActKind.KeptApart, person, other.Number, null, by,
        async (connection, token) =>
        {
            await connection.ExecuteAsync(
                "INSERT INTO person_apart (person, other) VALUES (@low, @high) ON CONFLICT (person, other) DO NOTHING",
                token,
                ("@low", Math.Min(person.Number, other.Number)), ("@high", Math.Max(person.Number, other.Number)));
            return "";
        },
        cancellationToken);

    /// <summary>Changes what is known of a person. What messages say is not lost: it is learned again when it is taken
    /// back.</summary>
    /// <param name="version">The version the form was made from: somebody else may have been quicker.</param>
    public Task EditAsync(
        Person person, PersonWords words, int version, Actor by, CancellationToken cancellationToken) => ActAsync(
            PersonActKind.Edited, person, null, null, by,
            async (connection, token) =>
            {
                Refused.ThrowIf(words.Name.Trim().Length == 0 ? new("Enter a name.") : null);
                var before = await WordsAsync(connection, person.Number, token);
                await WriteAsync(connection, person.Number, words, version, token);
                return JsonSerializer.Serialize(before);
            },
            cancellationToken);

    public Task NoteAsync(Person person, string content, Actor by, CancellationToken cancellationToken) =>
        engine.WriteAsync(
            async (connection, token) =>
            {
                Refused.ThrowIf(content.Trim().Length == 0 ? new("Write the note.") : null);
                await connection.ExecuteAsync(
                    "INSERT INTO person_note (person, content, staff_id, at) VALUES (@person, @content, @staff, @at)",
                    token,
                    ("@person", person.Number), ("@content", content.Trim()), ("@staff", StaffValue(by)),
                    ("@at", Instants.ToMicroseconds(clock.GetUtcNow())));
                await connection.ExecuteAsync(
                    "UPDATE person SET is_kept = @yes WHERE number = @person", token, ("@yes", true),
                    ("@person", person.Number));
                await audit.RecordAsync(engine, connection, AuditFact.About(PeopleAudit.Noted, by, person.Id), token);
            },
            cancellationToken);

    private async Task ActAsync(
        PersonActKind kind, Person person, long? other, long? message, Actor by,
        Func<DbConnection, CancellationToken, Task<string>> work, CancellationToken cancellationToken) =>
        await engine.WriteAsync(
            async (connection, token) =>
            {
                await PersonTables.LockAsync(connection, token);
                var before = await work(connection, token);
                await connection.ExecuteAsync(
                    """
                    INSERT INTO person_act (kind, person, other, message, before, staff_id, at)
                    VALUES (@kind, @person, @other, @message, @before, @staff, @at)
                    """,
                    token, ("@kind", (int)kind), ("@person", person.Number), ("@other", other), ("@message", message),
                    ("@before", before),
                    ("@staff", StaffValue(by)), ("@at", Instants.ToMicroseconds(clock.GetUtcNow())));
                await audit.RecordAsync(
                    engine, connection, AuditFact.About(PeopleAudit.Of(kind), by, person.Id), token);
            },
            cancellationToken);

    /// <summary>Puts a message's links in place of what they were, and lets everybody concerned know only what is
    /// theirs.</summary>
    private async Task SetLinksAsync(
        DbConnection connection, long message, IReadOnlyList<PersonLink> links, CancellationToken cancellationToken)
    {
        var concerned = (await LinksAsync(connection, message, cancellationToken)).Select(link => link.Person)
            .Union(links.Select(link => link.Person)).ToList();
        await connection.ExecuteAsync(
            "DELETE FROM message_person WHERE message = @message", cancellationToken, ("@message", message));
        foreach (var link in links)
        {
            await connection.ExecuteAsync(
                "INSERT INTO message_person (message, person, state, reasons) VALUES (@message, @person, @state, @reasons)", cancellationToken,
                ("@message", message), ("@person", link.Person), ("@state", link.State), ("@reasons", link.Reasons));
        }

        foreach (var person in concerned) await tables.RelearnAsync(connection, person, cancellationToken);
    }

    private static async Task<List<PersonLink>> LinksAsync(
        DbConnection connection, long message, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            "SELECT person, state, reasons FROM message_person WHERE message = @message ORDER BY person",
            ("@message", message));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var links = new List<PersonLink>();
        while (await reader.ReadAsync(cancellationToken))
            links.Add(new PersonLink(reader.GetInt64(0), EvidenceTables.Whole(reader, 1), reader.GetString(2)));
        return links;
    }

    private object? StaffValue(Actor by) => by.StaffId is { } staff ? engine.IdValue(staff.Value) : null;
}

/// <summary>How a message stands to a person, as it is kept with an act.</summary>
internal sealed record PersonLink(long Person, int State, string Reasons);
