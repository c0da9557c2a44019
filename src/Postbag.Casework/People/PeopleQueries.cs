using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>A person in a list.</summary>
public sealed record PersonRow(
    Id<Person> Id, string Name, Grade? Grade, SpecialCases Special, string Address, string Email, int Messages,
    DateTimeOffset? LastAt);

/// <summary>A page of the list.</summary>
public sealed record PeoplePage(IReadOnlyList<PersonRow> Rows, int Total);

/// <summary>A person whose message it is, or may be.</summary>
public sealed record OfferedPerson(Person Person, LinkState State, IReadOnlyList<string> Reasons);

/// <summary>What a message's page shows of its writer.</summary>
/// <param name="Name">Who they say they are; null if nothing says.</param>
/// <param name="Reasons">Of the grade, in sentences.</param>
/// <param name="People">Whose it is, or who is offered, the likeliest first; those refused are left out.</param>
public sealed record KnownWriter(
    string? Name, string? Address, Grade Grade, SpecialCases Special, IReadOnlyList<string> Reasons,
    string? Constituency, IReadOnlyList<OfferedPerson> People, LetterEvidence Evidence)
{
    public OfferedPerson? Writer =>
        People.FirstOrDefault(person => person.State is LinkState.Certain or LinkState.Decided);
}

/// <summary>What the people's pages and commands ask.</summary>
public sealed partial class PeopleQueries(Engine engine)
{
    public const int PageSize = 50;

    private const string Columns =
        "p.number, p.id, p.merged_into, p.name, p.languages, p.answer_by, p.needs, p.needs_note, p.on_register, p.grade, p.special, p.last_at, p.version";

    /// <summary>Whoever has neither messages nor anything people said of them isn't listed: what made them was taken
    /// back.</summary>
    private const string IsListed =
        "p.merged_into IS NULL AND (p.is_kept OR p.last_at IS NOT NULL OR EXISTS (SELECT 1 FROM person f WHERE f.merged_into = p.number))";

    private readonly NumberList list = NumberList.Of(engine);

    /// <summary>The person of an id, or whoever they have been joined to; null if there never was one.</summary>
    public async Task<Person?> FindAsync(Id<Person> id, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var found = await OneAsync(connection, "p.id = @value", engine.IdValue(id.Value), cancellationToken);
        return found?.MergedInto is { } main
            ? await OneAsync(connection, "p.number = @value", main, cancellationToken) : found;
    }

    public async Task<Person> GetAsync(long number, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return await OneAsync(connection, "p.number = @value", number, cancellationToken)
            ?? throw new InvalidOperationException($"There is no person {number}.");
    }

    /// <summary>People whose name, address, e-mail or telephone begins like what was typed; the latest writer first if
    /// nothing was.</summary>
    public async Task<PeoplePage> ListAsync(string? query, int page, CancellationToken cancellationToken)
    {
        var where = IsListed;
        var values = new List<(string, object?)>();
        var folded = string.Join(' ', PersonName.Folded(query ?? ""));
        if (!string.IsNullOrWhiteSpace(query))
        {
            where += $" AND p.number IN ({SearchSql(query.Trim(), folded, values)})";
        }

        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var total = (int)(await connection.NumberAsync(
            $"SELECT count(*) FROM person p WHERE {where}", cancellationToken, [.. values]) ?? 0);
        var rows = new List<PersonRow>();
        await using var command = connection.Command(
            $"""
            SELECT p.id, p.name, p.grade, p.special, p.last_at,
              coalesce((SELECT a.address FROM person_address a WHERE a.person = p.number AND a.to_on IS NULL ORDER BY a.from_on DESC LIMIT 1), ''),
              coalesce((SELECT e.address FROM person_email e WHERE e.person = p.number ORDER BY e.message DESC LIMIT 1), ''),
              (SELECT count(*) FROM message_person l WHERE l.state IN (1, 2)
                AND (l.person = p.number OR l.person IN (SELECT f.number FROM person f WHERE f.merged_into = p.number)))
            FROM person p WHERE {where} ORDER BY p.last_at IS NULL, p.last_at DESC, p.number DESC LIMIT @limit OFFSET @offset
            """,
            [.. values, ("@limit", PageSize), ("@offset", (Math.Max(1, page) - 1) * PageSize)]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new PersonRow(
                new Id<Person>(engine.ReadId(reader, 0)), reader.GetString(1), reader.IsDBNull(2)
                    ? null : (Grade)EvidenceTables.Whole(reader, 2),
                (SpecialCases)EvidenceTables.Whole(reader, 3), reader.GetString(5), reader.GetString(6),
                EvidenceTables.Whole(reader, 7),
                reader.IsDBNull(4) ? null : Instants.FromMicroseconds(reader.GetInt64(4))));
        }

        return new PeoplePage(rows, total);
    }

    /// <summary>Everybody who is listed, the first known first: for a file of them all.</summary>
    public async Task<IReadOnlyList<Person>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return await ManyAsync(connection, $"{IsListed} AND 0 = @value ORDER BY p.number", 0, cancellationToken);
    }

    /// <summary>Everything kept about a person, and about those who were joined to them.</summary>
    public async Task<PersonDetails> DetailsAsync(Person person, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var joined = await ManyAsync(
            connection, "p.merged_into = @value ORDER BY p.number", person.Number, cancellationToken);
        var all = list.Value([person.Number, .. joined.Select(one => one.Number)]);
        var names = await TextsAsync(
            connection, $"SELECT DISTINCT name FROM person_name WHERE {list.In("person", "@people")} ORDER BY name",
            all, cancellationToken);
        var emails = await TextsAsync(connection, $"SELECT DISTINCT address FROM person_email WHERE {list.In("person", "@people")} ORDER BY address", all, cancellationToken);
        var phones = await TextsAsync(connection, $"SELECT DISTINCT digits FROM person_phone WHERE {list.In("person", "@people")} ORDER BY digits", all, cancellationToken);
        return new PersonDetails(
            person, joined, names, emails, phones, await AddressesAsync(connection, all, cancellationToken),
            await NotesAsync(connection, all, cancellationToken));
    }

    /// <summary>What is kept of a person without whoever was joined to them: what a form changes.</summary>
    public async Task<PersonDetails> OwnDetailsAsync(Person person, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var own = list.Value([person.Number]);
        return new PersonDetails(
            person, [], [],
            await TextsAsync(connection,
                $"SELECT address FROM person_email WHERE {list.In("person", "@people")} ORDER BY address", own,
                cancellationToken),
            await TextsAsync(connection,
                $"SELECT digits FROM person_phone WHERE {list.In("person", "@people")} ORDER BY digits", own,
                cancellationToken),
            await AddressesAsync(connection, own, cancellationToken), []);
    }

    /// <summary>Of a person and whoever was joined to them: the one a message hangs on; the person if it hangs on
    /// none.</summary>
    public async Task<Person> MemberAsync(Person person, long message, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return (await ManyAsync(
            connection,
            $"(p.number = {person.Number} OR p.merged_into = {person.Number}) AND p.number IN (SELECT person FROM message_person WHERE message = @value AND state <> 3)",
            message, cancellationToken)) is [var member, ..] ? member : person;
    }

    /// <summary>The numbers of a person and of whoever was joined to them.</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync(Person person, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return [person.Number,
            .. (await ManyAsync(connection, "p.merged_into = @value ORDER BY p.number", person.Number,
            cancellationToken)).Select(one => one.Number)];
    }

    /// <summary>What is known of a message's writer; null if it hasn't been looked at, or no person wrote it.</summary>
    public async Task<KnownWriter?> OfMessageAsync(long message, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var evidence = await EvidenceTables.LoadAsync(connection, message, cancellationToken);
        var people = new List<OfferedPerson>();
        await using (var command = connection.Command(
            """
            SELECT coalesce(p.merged_into, p.number), l.state, l.reasons FROM message_person l JOIN person p ON p.number = l.person
            WHERE l.message = @message AND l.state <> 3 ORDER BY CASE l.state WHEN 0 THEN 1 ELSE 0 END, l.person
            """,
            ("@message", message)))
        {
            var links = new List<(long Person, LinkState State, string Reasons)>();
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
                while (await reader.ReadAsync(cancellationToken))
                    links.Add((reader.GetInt64(0), (LinkState)EvidenceTables.Whole(reader, 1), reader.GetString(2)));
            foreach (var (person, state, reasons) in links.DistinctBy(link => link.Person))
                people.Add(new OfferedPerson(
                    (await OneAsync(connection, "p.number = @value", person, cancellationToken))!, state,
                    Lines(reasons)));
        }

        await using var writer = connection.Command(
            "SELECT grade, special, reasons, constituency FROM message_writer WHERE message = @message",
            ("@message", message));
        await using var row = await writer.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return new KnownWriter(
            evidence.Name, evidence.Address, (Grade)EvidenceTables.Whole(row, 0),
            (SpecialCases)EvidenceTables.Whole(row, 1), Lines(row.GetString(2)),
            row.GetString(3) is { Length: > 0 } constituency ? constituency : null, people, evidence);
    }

    /// <summary>How many different people wrote some messages, and how many of those are, or are likely to be,
    /// constituents. Messages whose writer isn't known count by the address they came from.</summary>
    /// <param name="messagesSql">A query for the messages' numbers, in the caller's own words and parameters.</param>
    public async Task<(int People, int Constituents)> CountWritersAsync(
        string messagesSql, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            $"""
            SELECT count(DISTINCT writer), count(DISTINCT CASE WHEN grade >= 3 THEN writer END) FROM (
              SELECT coalesce('p' || CAST(coalesce(p.merged_into, p.number) AS text), 'a' || lower(m.sender_address)) AS writer,
                coalesce(w.grade, 2) AS grade
              FROM message m
              LEFT JOIN message_person l ON l.message = m.number AND l.state IN (1, 2)
              LEFT JOIN person p ON p.number = l.person
              LEFT JOIN message_writer w ON w.message = m.number
              WHERE m.number IN ({messagesSql})) AS writers
            """,
            values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (EvidenceTables.Whole(reader, 0), EvidenceTables.Whole(reader, 1));
    }

    /// <summary>The last act about a person that can be taken back; null if there is none.</summary>
    public async Task<PersonActKind?> LastActAsync(Person person, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return (PersonActKind?)await connection.NumberAsync(
            """
            SELECT kind FROM person_act
            WHERE (person IN (SELECT number FROM person WHERE number = @person UNION ALL SELECT number FROM person WHERE merged_into = @person) OR other = @person)
              AND undone_at IS NULL ORDER BY number DESC LIMIT 1
            """,
            cancellationToken, ("@person", person.Number));
    }

    private static string SearchSql(string typed, string folded, List<(string, object?)> values)
    {
        var parts = new List<string>();
        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length && i < 6; i++)
        {
            values.Add(($"@word{i}", $" {Escaped(words[i])}"));
            parts.Add($"' ' || n.folded LIKE '%' || @word{i} || '%' ESCAPE '!'");
        }

        const string Main = "SELECT coalesce(q.merged_into, q.number) FROM person q JOIN";
        var unions = new List<string>();
        if (parts.Count > 0) unions.Add(
            $"{Main} person_name n ON n.person = q.number WHERE {string.Join(" AND ", parts)}");
        if (typed.Contains('@'))
        {
            values.Add(("@email", Escaped(typed.ToLowerInvariant()) + "%"));
            unions.Add($"{Main} person_email e ON e.person = q.number WHERE e.address LIKE @email ESCAPE '!'");
        }

        if (PhoneText.Normal(typed) is { } phone)
        {
            values.Add(("@phone", phone));
            unions.Add($"{Main} person_phone t ON t.person = q.number WHERE t.digits = @phone");
        }

        var address = MatchWriter.FoldAddress(typed);
        if (address.Length > 1)
        {
            values.Add(("@address", $"%{Escaped(address)}%"));
            unions.Add($"{Main} person_address a ON a.person = q.number WHERE a.folded LIKE @address ESCAPE '!'");
        }

        return unions.Count > 0 ? string.Join(" UNION ", unions) : "SELECT number FROM person WHERE 1 = 0";
    }

    private static string Escaped(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
