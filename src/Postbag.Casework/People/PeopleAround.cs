using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>A person's row with all that is known of them, as the database has it and as a batch of messages changes
/// it.</summary>
internal sealed class AroundPerson(long number)
{
    /// <summary>Below zero until the database has given it one.</summary>
    public long Number { get; } = number;

    public List<string> Names { get; } = [];

    public List<string> Emails { get; } = [];

    public List<string> Phones { get; } = [];

    public List<(string Folded, string Postcode)> Addresses { get; } = [];

    public KnownOfWriter Known { get; set; } = KnownOfWriter.Nothing;

    /// <summary>Since when the home in <see cref="Known"/> is theirs, in days; null if nobody knows.</summary>
    public long? HomeFrom { get; set; }

    public Grade? Grade { get; set; }

    public long Special { get; set; }

    /// <summary>When they last wrote; null if they haven't.</summary>
    public long? LastAt { get; set; }
}

/// <summary>Everybody who has something in common with the writers of a batch: read with a few questions for all of
/// them, and kept up to date while their messages are given to people, so that the second letter of a batch finds whom
/// the first one made.</summary>
internal sealed class PeopleAround
{
    /// <summary>People with one postcode, or one name, who are compared: a tower has a few hundred doors.</summary>
    private const int MostAlike = 200;

    private readonly Dictionary<string, List<long>> byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> byPhone = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long Person, string Name)>> byPostcode = new(StringComparer.Ordinal);
    private readonly Dictionary<long, AroundPerson> people = [];
    private readonly Dictionary<long, List<long>> members = [];
    private readonly Dictionary<long, long> standing = [];
    private long lastNew;

    public AroundPerson this[long number] => people[number];

    /// <param name="engine">Whose database it is.</param>
    /// <param name="connection">To it.</param>
    /// <param name="letters">Whose writers are looked for.</param>
    /// <param name="also">People whose messages are among the batch already.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<PeopleAround> LoadAsync(
        Engine engine, DbConnection connection, IReadOnlyCollection<LetterEvidence> letters, IEnumerable<long> also,
        CancellationToken cancellationToken)
    {
        var around = new PeopleAround();
        var list = NumberList.Of(engine);
        var found = new HashSet<long>(also);
        var emails = letters.Select(letter => letter.Email).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        await foreach (var (value, person, _) in AskAsync(
            connection, list, "person_email", "address", emails, cancellationToken))
            Add(around.byEmail, value, person, found);
        var phones = letters.SelectMany(PhonesOf).Distinct(StringComparer.Ordinal).ToList();
        await foreach (var (value, person, _) in AskAsync(
            connection, list, "person_phone", "digits", phones, cancellationToken))
            Add(around.byPhone, value, person, found);
        var byCode = letters.Where(letter => letter.Name is not null)
            .SelectMany(letter => PostcodesOf(letter).Select(code => (Code: code, Name: letter.Name!))).Distinct()
            .ToLookup(pair => pair.Code, pair => pair.Name, StringComparer.Ordinal);
        await foreach (var (value, person, name) in AskAsync(
            connection, list, "person_address", "postcode", [.. byCode.Select(code => code.Key)], cancellationToken))
        {
            // Of those with a postcode only the ones whose name may be this: the others are neighbours.
            if (!byCode[value].Any(writer => PersonName.MayBeSame(name, writer))) continue;
            if (!around.byPostcode.TryGetValue(value, out var neighbours)) around.byPostcode[value] = neighbours = [];
            neighbours.Add((person, name));
            found.Add(person);
        }

        await around.LoadAsync(connection, list, found, cancellationToken);
        return around;
    }

    /// <summary>Everybody who has something in common with a writer, with all that is known of them.</summary>
    public IReadOnlyList<KnownPerson> Like(LetterEvidence evidence)
    {
        var found = new HashSet<long>();
        if (evidence.Email is { } email && byEmail.TryGetValue(email, out var same))
            found.UnionWith(same.Take(MostAlike));
        foreach (var phone in PhonesOf(evidence))
            if (byPhone.TryGetValue(phone, out var callers)) found.UnionWith(callers.Take(MostAlike));
        if (evidence.Name is { } name)
        {
            foreach (var postcode in PostcodesOf(evidence))
                if (byPostcode.TryGetValue(postcode, out var neighbours))
                    found.UnionWith(neighbours.Where(one => PersonName.MayBeSame(one.Name, name))
                        .Select(one => one.Person));
        }

        return [.. found.Take(MostAlike).Select(KnownOf)];
    }

    /// <summary>Somebody new: nobody else knows of them until the batch is written.</summary>
    public AroundPerson Make()
    {
        var made = new AroundPerson(--lastNew);
        people[made.Number] = made;
        members[made.Number] = [made.Number];
        standing[made.Number] = made.Number;
        return made;
    }

    /// <summary>Adds what a message says; what is known already stays as it is.</summary>
    public void Learn(AroundPerson person, LearnedFacts facts)
    {
        var stands = standing[person.Number];
        person.Names.AddRange(facts.Names.Where(name => !person.Names.Contains(name)));
        foreach (var email in facts.Emails.Where(email => !person.Emails.Contains(email)))
        {
            person.Emails.Add(email);
            Add(byEmail, email, stands, null);
        }

        foreach (var phone in facts.Phones.Where(phone => !person.Phones.Contains(phone)))
        {
            person.Phones.Add(phone);
            Add(byPhone, phone, stands, null);
        }

        foreach (var (address, postcode, from, _) in facts.Addresses)
        {
            var folded = MatchWriter.FoldAddress(address);
            if (person.Addresses.Exists(known => known.Folded == folded)) continue;
            person.Addresses.Add((folded, postcode));
            long? since = from is { } day ? PersonTables.Days(day) : null;
            if (postcode.Length > 0 && (person.Known.Postcode is null || since > (person.HomeFrom ?? long.MinValue)))
                (person.Known, person.HomeFrom) = (person.Known with { Postcode = postcode }, since);
        }

        foreach (var (_, postcode) in person.Addresses.Where(address => address.Postcode.Length > 0))
        {
            if (!byPostcode.TryGetValue(postcode, out var neighbours)) byPostcode[postcode] = neighbours = [];
            foreach (var name in person.Names.Where(name => !neighbours.Contains((stands, name))))
                neighbours.Add((stands, name));
        }
    }

    private KnownPerson KnownOf(long number)
    {
        KnownPerson of(long stands, IReadOnlyList<long> rows) => rows.Count == 1 && people[rows[0]] is var one
            ? new(stands, one.Names, one.Emails, one.Phones, one.Addresses)
            : new(
                stands, [.. rows.SelectMany(row => people[row].Names)], [.. rows.SelectMany(row => people[row].Emails)],
                [.. rows.SelectMany(row => people[row].Phones)], [.. rows.SelectMany(row => people[row].Addresses)]);
        var all = members[number];
        return all.Count == 1 ? of(number, all) : of(number, all)
            with { Members = [.. all.Select(row => of(row, [row]))] };
    }

    private async Task LoadAsync(
        DbConnection connection, NumberList list, HashSet<long> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0) return;
        await using (var command = connection.Command(
            $"""
            SELECT number, coalesce(merged_into, number), on_register, grade, special, last_at FROM person WHERE {list.In("number", "@people")}
            UNION SELECT number, merged_into, on_register, grade, special, last_at FROM person
            WHERE merged_into IS NOT NULL AND {list.In("merged_into", "@people")}
            """,
            ("@people", list.Value(found))))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) AddRow(reader);
        var rows = list.Value(people.Keys);
        await ReadAsync(connection, list, "person_name", "name", rows,
            (person, reader) => person.Names.Add(reader.GetString(1)), cancellationToken);
        await ReadAsync(connection, list, "person_email", "address", rows,
            (person, reader) => person.Emails.Add(reader.GetString(1)), cancellationToken);
        await ReadAsync(connection, list, "person_phone", "digits", rows,
            (person, reader) => person.Phones.Add(reader.GetString(1)), cancellationToken);
        await ReadAsync(connection, list, "person_address", "folded, postcode, from_on, to_on", rows, AddAddress,
            cancellationToken);
    }

    private void AddRow(DbDataReader reader)
    {
        var (number, stands) = (reader.GetInt64(0), reader.GetInt64(1));
        people[number] = new AroundPerson(number)
        {
            Known = new KnownOfWriter { IsOnRegister = reader.IsDBNull(2)
                ? null : Convert.ToBoolean(reader.GetValue(2), CultureInfo.InvariantCulture) },
            Grade = reader.IsDBNull(3) ? null : (Grade)EvidenceTables.Whole(reader, 3),
            Special = EvidenceTables.Whole(reader, 4),
            LastAt = reader.IsDBNull(5) ? null : reader.GetInt64(5),
        };
        standing[number] = stands;
        if (!members.TryGetValue(stands, out var rows)) members[stands] = rows = [];
        rows.Add(number);
    }

    private static void AddAddress(AroundPerson person, DbDataReader reader)
    {
        var postcode = reader.GetString(2);
        person.Addresses.Add((reader.GetString(1), postcode));
        if (postcode.Length == 0 || !reader.IsDBNull(4)) return;
        long? since = reader.IsDBNull(3) ? null : EvidenceTables.Whole(reader, 3);
        if (person.Known.Postcode is not null && !(since > (person.HomeFrom ?? long.MinValue))) return;
        (person.Known, person.HomeFrom) = (person.Known with { Postcode = postcode }, since);
    }

    private async Task ReadAsync(
        DbConnection connection, NumberList list, string table, string columns, object rows,
        Action<AroundPerson, DbDataReader> add, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"SELECT person, {columns} FROM {table} WHERE {list.In("person", "@people")} ORDER BY person",
            ("@people", rows));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) add(people[reader.GetInt64(0)], reader);
    }

    /// <summary>Who has one of the values: so many of each that nobody can make the office compare thousands for each
    /// letter.</summary>
    private static async IAsyncEnumerable<(string Value, long Person, string Name)> AskAsync(
        DbConnection connection, NumberList list, string table, string column, List<string> values,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (values.Count == 0) yield break;
        var isNamed = table == "person_address";
        await using var command = connection.Command(
            $"""
            SELECT t.value, t.person, t.name FROM (
              SELECT d.{column} AS value, coalesce(p.merged_into, p.number) AS person, {(isNamed ? "n.name" : "''")} AS name,
                row_number() OVER (PARTITION BY d.{column} ORDER BY d.person) AS place
              FROM {table} d JOIN person p ON p.number = d.person {(isNamed ? "JOIN person_name n ON n.person = d.person" : "")}
              WHERE {list.In($"d.{column}", "@values")} {(isNamed ? "AND d.postcode <> ''" : "")}) t
            WHERE t.place <= {(isNamed ? 2 * MostAlike : MostAlike)}
            """,
            ("@values", list.Texts(values)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return (reader.GetString(0), reader.GetInt64(1), reader.GetString(2));
    }

    private static void Add(Dictionary<string, List<long>> index, string value, long person, HashSet<long>? found)
    {
        if (!index.TryGetValue(value, out var known)) index[value] = known = [];
        if (!known.Contains(person)) known.Add(person);
        found?.Add(person);
    }

    private static IEnumerable<string> PhonesOf(LetterEvidence evidence) =>
        Own(evidence, EvidenceKind.Phone).Distinct().Take(4);

    private static IEnumerable<string> PostcodesOf(LetterEvidence evidence) =>
        Own(evidence, EvidenceKind.Postcode).Distinct().Take(3);

    private static IEnumerable<string> Own(LetterEvidence evidence, EvidenceKind kind) =>
        evidence.Of(kind).Where(item => item.Of == EvidenceOf.Writer).Select(item => item.Value);
}
