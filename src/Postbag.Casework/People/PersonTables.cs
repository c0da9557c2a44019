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
    /// <summary>People with one postcode, or one name, who are compared: a tower has a few hundred doors.</summary>
    private const int MostAlike = 200;

    /// <summary>Whether one more letter's grade takes the place of the person's; 2 is <see cref="Grade.Unclear"/>.</summary>
    private const string SaysMore = "grade IS NULL OR grade = 2 OR (@grade <> 2 AND (last_at IS NULL OR last_at <= @at))";

    private readonly NumberList list = NumberList.Of(engine);

    /// <summary>Whoever matches waits here for whoever is at it.</summary>
    public static Task LockAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("UPDATE people_head SET places = places", cancellationToken);

    public async Task<long> AddAsync(DbConnection connection, string name, bool isKept, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return (await connection.NumberAsync(
            """
            INSERT INTO person (id, name, folded, is_kept, created_at) VALUES (@id, @name, @folded, @kept, @at) RETURNING number
            """,
            cancellationToken, ("@id", engine.IdValue(Guid.CreateVersion7(now))), ("@name", name), ("@folded", FoldName(name)),
            ("@kept", isKept), ("@at", Instants.ToMicroseconds(now))))!.Value;
    }

    /// <summary>Everybody who has something in common with a writer, with all that is known of them.</summary>
    public async Task<IReadOnlyList<KnownPerson>> LikeAsync(
        DbConnection connection, LetterEvidence evidence, CancellationToken cancellationToken)
    {
        var found = new HashSet<long>();
        async Task FindAsync(string sql, string value)
        {
            await using var command = connection.Command(sql + $" LIMIT {MostAlike}", ("@value", value));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) found.Add(reader.GetInt64(0));
        }

        const string Standing = "JOIN person p ON p.number = d.person";
        if (evidence.Email is { } email)
            await FindAsync($"SELECT coalesce(p.merged_into, p.number) FROM person_email d {Standing} WHERE d.address = @value", email);
        foreach (var phone in Own(evidence, EvidenceKind.Phone).Distinct().Take(4))
            await FindAsync($"SELECT coalesce(p.merged_into, p.number) FROM person_phone d {Standing} WHERE d.digits = @value", phone);
        if (evidence.Name is { } name)
        {
            foreach (var postcode in Own(evidence, EvidenceKind.Postcode).Distinct().Take(3))
                await AddNeighboursAsync(connection, postcode, name, found, cancellationToken);
        }

        return await KnownAsync(connection, [.. found.Take(MostAlike)], cancellationToken);
    }

    /// <summary>Of those with a postcode only the ones whose name may be this: the others are neighbours.</summary>
    private static async Task AddNeighboursAsync(
        DbConnection connection, string postcode, string name, HashSet<long> found, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"""
            SELECT coalesce(p.merged_into, p.number), n.name FROM person_address d JOIN person p ON p.number = d.person
            JOIN person_name n ON n.person = d.person WHERE d.postcode = @postcode AND d.postcode <> '' LIMIT {2 * MostAlike}
            """,
            ("@postcode", postcode));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (PersonName.MayBeSame(reader.GetString(1), name)) found.Add(reader.GetInt64(0));
    }

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
        var addresses = await ReadAsync(connection, "person_address", "folded || ' ' || postcode", all, cancellationToken);
        KnownPerson Of(long number, IReadOnlyList<long> members) => new(
            number, [.. members.SelectMany(m => names[m])], [.. members.SelectMany(m => emails[m])], [.. members.SelectMany(m => phones[m])],
            [.. members.SelectMany(m => addresses[m]).Select(row => (row[..row.IndexOf(' ')], row[(row.IndexOf(' ') + 1)..]))]);
        var groups = standing.ToLookup(pair => pair.Value, pair => pair.Key);
        return [.. numbers.Select(number => groups[number].ToList() is { Count: > 1 } members
            ? Of(number, members) with { Members = [.. members.Select(member => Of(member, [member]))] }
            : Of(number, [number]))];
    }

    /// <summary>Adds what a message says to what is known of its writer; what is known already stays as it is.</summary>
    public async Task LearnAsync(
        DbConnection connection, long person, long? message, LearnedFacts facts, CancellationToken cancellationToken)
    {
        foreach (var name in facts.Names)
        {
            await connection.ExecuteAsync(
                "INSERT INTO person_name (person, folded, name, message) VALUES (@person, @folded, @name, @message) ON CONFLICT (person, folded) DO NOTHING",
                cancellationToken, ("@person", person), ("@folded", FoldName(name)), ("@name", name), ("@message", message));
        }

        foreach (var address in facts.Emails)
        {
            await connection.ExecuteAsync(
                "INSERT INTO person_email (person, address, message) VALUES (@person, @address, @message) ON CONFLICT (person, address) DO NOTHING",
                cancellationToken, ("@person", person), ("@address", address), ("@message", message));
        }

        foreach (var digits in facts.Phones)
        {
            await connection.ExecuteAsync(
                "INSERT INTO person_phone (person, digits, message) VALUES (@person, @digits, @message) ON CONFLICT (person, digits) DO NOTHING",
                cancellationToken, ("@person", person), ("@digits", digits), ("@message", message));
        }

        foreach (var (address, postcode, from, to) in facts.Addresses)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO person_address (person, folded, address, postcode, from_on, to_on, message)
                VALUES (@person, @folded, @address, @postcode, @from, @to, @message) ON CONFLICT (person, folded) DO NOTHING
                """,
                cancellationToken, ("@person", person), ("@folded", MatchWriter.FoldAddress(address)), ("@address", address),
                ("@postcode", postcode), ("@from", from is { } f ? Days(f) : null), ("@to", to is { } t ? Days(t) : null), ("@message", message));
        }
    }

    /// <summary>Works out anew what a person's messages say: after one was taken from them, nothing of it stays.</summary>
    public async Task RelearnAsync(DbConnection connection, long person, CancellationToken cancellationToken)
    {
        foreach (var table in (string[])["person_name", "person_email", "person_phone", "person_address"])
            await connection.ExecuteAsync($"DELETE FROM {table} WHERE person = @person AND message IS NOT NULL", cancellationToken, ("@person", person));
        var messages = new List<(long Number, DateTimeOffset At)>();
        await using (var command = connection.Command(
            """
            SELECT l.message, m.received_at FROM message_person l JOIN message m ON m.number = l.message
            WHERE l.person = @person AND l.state IN (1, 2) ORDER BY m.received_at, l.message
            """,
            ("@person", person)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) messages.Add((reader.GetInt64(0), Instants.FromMicroseconds(reader.GetInt64(1))));
        foreach (var (message, at) in messages)
            await LearnAsync(connection, person, message, LearnedFacts.Of(await EvidenceTables.LoadAsync(connection, message, cancellationToken), at), cancellationToken);
        await ShowLastAsync(connection, person, cancellationToken);
    }

    /// <summary>When they last wrote, and how that was graded; a later letter that says nothing doesn't blot out an earlier one
    /// that does. Goes through all their letters.</summary>
    /// <remarks>The grade is asked for by itself and not joined: SQLite, with figures from when the table was small, would go through
    /// all of it for each letter.</remarks>
    public static Task ShowLastAsync(DbConnection connection, long person, CancellationToken cancellationToken) => connection.ExecuteAsync(
        $"""
        UPDATE person SET
          last_at = (SELECT max(m.received_at) FROM message_person l JOIN message m ON m.number = l.message
            WHERE l.person = @person AND l.state IN (1, 2)),
          grade = {OfLast("grade")}, special = coalesce({OfLast("special")}, 0)
        WHERE number = @person
        """,
        cancellationToken, ("@person", person));

    /// <summary>The same after one more letter, without going through the others: somebody may have written thousands.</summary>
    public static Task ShowOneMoreAsync(
        DbConnection connection, long person, DateTimeOffset at, Grade grade, int special, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            $"""
            UPDATE person SET
              special = CASE WHEN {SaysMore} THEN @special ELSE special END, grade = CASE WHEN {SaysMore} THEN @grade ELSE grade END,
              last_at = CASE WHEN last_at IS NULL OR last_at < @at THEN @at ELSE last_at END
            WHERE number = @person
            """,
            cancellationToken, ("@person", person), ("@at", Instants.ToMicroseconds(at)), ("@grade", (int)grade), ("@special", special));

    private static string OfLast(string column) =>
        $"""
        (SELECT t.{column} FROM (
           SELECT (SELECT w.grade FROM message_writer w WHERE w.message = l.message) AS grade,
             (SELECT w.special FROM message_writer w WHERE w.message = l.message) AS special, m.received_at, l.message
           FROM message_person l JOIN message m ON m.number = l.message WHERE l.person = @person AND l.state IN (1, 2)) t
         WHERE t.grade IS NOT NULL
         ORDER BY CASE WHEN t.grade = 2 THEN 1 ELSE 0 END, t.received_at DESC, t.message DESC LIMIT 1)
        """;

    /// <summary>What grading may know of a person: their address as the office has it, and the register.</summary>
    public static async Task<KnownOfWriter> KnownOfAsync(DbConnection connection, long person, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT p.on_register, (SELECT a.postcode FROM person_address a WHERE a.person = p.number AND a.postcode <> '' AND a.to_on IS NULL
              ORDER BY a.from_on DESC LIMIT 1)
            FROM person p WHERE p.number = @person
            """,
            ("@person", person));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return KnownOfWriter.Nothing;
        return new KnownOfWriter
        {
            IsOnRegister = reader.IsDBNull(0) ? null : reader.GetBoolean(0),
            Postcode = reader.IsDBNull(1) ? null : reader.GetString(1),
        };
    }

    /// <summary>A name as it is searched and compared.</summary>
    public static string FoldName(string name) => string.Join(' ', PersonName.Folded(name)) is { Length: > 0 } folded ? folded : name.Trim();

    public static int Days(DateOnly day) => day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    public static DateOnly Day(object days) =>
        new DateOnly(1970, 1, 1).AddDays(Convert.ToInt32(days, CultureInfo.InvariantCulture));

    private static IEnumerable<string> Own(LetterEvidence evidence, EvidenceKind kind) =>
        evidence.Of(kind).Where(item => item.Of == EvidenceOf.Writer).Select(item => item.Value);

    private async Task<ILookup<long, string>> ReadAsync(
        DbConnection connection, string table, string column, object people, CancellationToken cancellationToken)
    {
        await using var command = connection.Command($"SELECT person, {column} FROM {table} WHERE {list.In("person", "@people")}", ("@people", people));
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
        string[] own(EvidenceKind kind) => [.. evidence.Of(kind).Where(item => item.Of == EvidenceOf.Writer).Select(item => item.Value).Distinct()];
        var home = evidence.Postcode is { } code && evidence.Items.Any(item => item is { Kind: EvidenceKind.Postcode, Of: EvidenceOf.Writer }) ? code : "";
        var address = evidence.Items.Any(item => item is { Kind: EvidenceKind.Address, Of: EvidenceOf.Writer }) ? evidence.Address : null;
        address ??= home.Length > 0 ? home : null;
        return new LearnedFacts(
            evidence.Name is { } name ? [name] : [],
            evidence.Email is { } email ? [email, .. own(EvidenceKind.Email).Where(other => other != email)] : own(EvidenceKind.Email),
            own(EvidenceKind.Phone),
            address is null ? [] : [(address, home, DateOnly.FromDateTime(at.UtcDateTime), null)]);
    }
}
