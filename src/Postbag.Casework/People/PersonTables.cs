using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>Writes what is known of people, within the engine's write.</summary>
internal sealed class PersonTables(Engine engine, TimeProvider clock)
{
    private readonly NumberList list = NumberList.Of(engine);
    private readonly WriterRows rows = new(engine);

    /// <summary>Whoever matches waits here for whoever is at it.</summary>
    public static Task LockAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("UPDATE people_head SET places = places", cancellationToken);

    public async Task<long> AddAsync(
        DbConnection connection, string name, bool isKept, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return (await connection.NumberAsync(
            """
            INSERT INTO person (id, name, folded, is_kept, created_at) VALUES (@id, @name, @folded, @kept, @at) RETURNING number
            """,
            cancellationToken, ("@id", engine.IdValue(Guid.CreateVersion7(now))), ("@name", name),
            ("@folded", FoldName(name)), ("@kept", isKept), ("@at", Instants.ToMicroseconds(now))))!.Value;
    }

    /// <summary>Everybody who has something in common with a writer, with all that is known of them.</summary>
    public async Task<IReadOnlyList<KnownPerson>> LikeAsync(
        DbConnection connection, LetterEvidence evidence, CancellationToken cancellationToken) =>
        (await PeopleAround.LoadAsync(engine, connection, [evidence], [], cancellationToken)).Like(evidence);

    /// <summary>All that is known of some people; those joined with them stand for them too.</summary>
    public async Task<IReadOnlyList<KnownPerson>> KnownAsync(
        DbConnection connection, IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        if (numbers.Count == 0) return [];
        var standing = new Dictionary<long, long>();
        var wanted = list.Value(numbers);
        await using (var command = connection.Command(
            $"SELECT number, number FROM person WHERE {list.In("number", "@people")} UNION ALL SELECT number, merged_into FROM person WHERE merged_into IS NOT NULL AND {list.In("merged_into", "@people")}",
            ("@people", wanted)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) standing[reader.GetInt64(0)] = reader.GetInt64(1);
        var all = list.Value(standing.Keys);
        var names = await ReadAsync(connection, "person_name", "name", all, cancellationToken);
        var emails = await ReadAsync(connection, "person_email", "address", all, cancellationToken);
        var phones = await ReadAsync(connection, "person_phone", "digits", all, cancellationToken);
        var addresses = await ReadAsync(
            connection, "person_address", "folded || ' ' || postcode", all, cancellationToken);
        KnownPerson Of(long number, IReadOnlyList<long> members) => new(
            number, [.. members.SelectMany(m => names[m])], [.. members.SelectMany(m => emails[m])],
            [.. members.SelectMany(m => phones[m])],
            [.. members.SelectMany(m => addresses[m])
                .Select(row => (row[..row.IndexOf(' ')], row[(row.IndexOf(' ') + 1)..]))]);
        var groups = standing.ToLookup(pair => pair.Value, pair => pair.Key);
        return [.. numbers.Select(number => groups[number].ToList() is { Count: > 1 } members
            ? Of(number, members) with { Members = [.. members.Select(member => Of(member, [member]))] }
            : Of(number, [number]))];
    }

    /// <summary>Adds what a message says to what is known of its writer; what is known already stays as it
    /// is.</summary>
    public Task LearnAsync(
        DbConnection connection, long person, long? message, LearnedFacts facts, CancellationToken cancellationToken) =>
        rows.LearnAsync(connection, [(person, message, facts)], cancellationToken);

    /// <summary>Works out anew what a person's messages say: after one was taken from them, nothing of it
    /// stays.</summary>
    public async Task RelearnAsync(DbConnection connection, long person, CancellationToken cancellationToken)
    {
        foreach (var table in (string[])["person_name", "person_email", "person_phone", "person_address"])
            await connection.ExecuteAsync(
                $"DELETE FROM {table} WHERE person = @person AND message IS NOT NULL", cancellationToken,
                ("@person", person));
        var messages = new List<(long Number, DateTimeOffset At)>();
        await using (var command = connection.Command(
            """
            SELECT l.message, m.received_at FROM message_person l JOIN message m ON m.number = l.message
            WHERE l.person = @person AND l.state IN (1, 2) ORDER BY m.received_at, l.message
            """,
            ("@person", person)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                messages.Add((reader.GetInt64(0), Instants.FromMicroseconds(reader.GetInt64(1))));
        foreach (var (message, at) in messages)
            await LearnAsync(connection, person, message,
                LearnedFacts.Of(await EvidenceTables.LoadAsync(connection, message, cancellationToken), at),
                cancellationToken);
        await ShowLastAsync(connection, person, cancellationToken);
    }

    /// <summary>When they last wrote, and how that was graded; a later letter that says nothing doesn't blot out an
    /// earlier one that does. Goes through all their letters.</summary>
    /// <remarks>The grade is asked for by itself and not joined: SQLite, with figures from when the table was small,
    /// would go through all of it for each letter.</remarks>
    public static Task ShowLastAsync(
        DbConnection connection, long person, CancellationToken cancellationToken) => connection.ExecuteAsync(
        $"""
        UPDATE person SET
          last_at = (SELECT max(m.received_at) FROM message_person l JOIN message m ON m.number = l.message
            WHERE l.person = @person AND l.state IN (1, 2)),
          grade = {OfLast("grade")}, special = coalesce({OfLast("special")}, 0)
        WHERE number = @person
        """,
        cancellationToken, ("@person", person));

    private static string OfLast(string column) =>
        $"""
        (SELECT t.{column} FROM (
           SELECT (SELECT w.grade FROM message_writer w WHERE w.message = l.message) AS grade,
             (SELECT w.special FROM message_writer w WHERE w.message = l.message) AS special, m.received_at, l.message
           FROM message_person l JOIN message m ON m.number = l.message WHERE l.person = @person AND l.state IN (1, 2)) t
         WHERE t.grade IS NOT NULL
         ORDER BY CASE WHEN t.grade = 2 THEN 1 ELSE 0 END, t.received_at DESC, t.message DESC LIMIT 1)
        """;

    /// <summary>A name as it is searched and compared.</summary>
    public static string FoldName(string name) =>
        string.Join(' ', PersonName.Folded(name)) is { Length: > 0 } folded ? folded : name.Trim();

    public static int Days(DateOnly day) => day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    public static DateOnly Day(object days) =>
        new DateOnly(1970, 1, 1).AddDays(Convert.ToInt32(days, CultureInfo.InvariantCulture));

    private async Task<ILookup<long, string>> ReadAsync(
        DbConnection connection, string table, string column, object people, CancellationToken cancellationToken)
    {
        await using var command =
            connection.Command($"SELECT person, {column} FROM {table} WHERE {list.In("person", "@people")}",
            ("@people", people));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(long Person, string Value)>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add((reader.GetInt64(0), reader.GetString(1)));
        return rows.ToLookup(row => row.Person, row => row.Value);
    }
}

/// <summary>What a message, a person or an import says of somebody, to be kept.</summary>
internal sealed record LearnedFacts(
    IReadOnlyList<string> Names, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones,
    IReadOnlyList<(string Address, string Postcode, DateOnly? From, DateOnly? To)> Addresses)
{
    public static LearnedFacts Of(LetterEvidence evidence, DateTimeOffset at)
    {
        string[] own(EvidenceKind kind) =>
            [.. evidence.Of(kind).Where(item => item.Of == EvidenceOf.Writer).Select(item => item.Value).Distinct()];
        var home = evidence.Postcode is { } code
            && evidence.Items.Any(item => item is { Kind: EvidenceKind.Postcode, Of: EvidenceOf.Writer }) ? code : "";
        var address = evidence.Items.Any(item => item is { Kind: EvidenceKind.Address, Of: EvidenceOf.Writer })
            ? evidence.Address : null;
        address ??= home.Length > 0 ? home : null;
        return new LearnedFacts(
            evidence.Name is { } name ? [name] : [],
            evidence.Email is { } email
                ? [email, .. own(EvidenceKind.Email).Where(other => other != email)] : own(EvidenceKind.Email),
            own(EvidenceKind.Phone),
            address is null ? [] : [(address, home, DateOnly.FromDateTime(at.UtcDateTime), null)]);
    }
}
