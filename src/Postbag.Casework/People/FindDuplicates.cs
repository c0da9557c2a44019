using Postbag.Casework.Inbox;
using Postbag.Casework.People.Writers;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>Two people who may be one, and why.</summary>
public sealed record DuplicatePair(Person One, Person Other, IReadOnlyList<string> Reasons)
{
    /// <summary>What tells each from the other where their names are the same: an e-mail address, a postcode. Empty if
    /// nothing does.</summary>
    public required string OnesOwn { get; init; }

    public required string OthersOwn { get; init; }
}

/// <summary>Finds people who may be one: names that may be the same, and something else that is. What people have said
/// are two isn't shown again.</summary>
public sealed class FindDuplicates(Engine engine)
{
    private const int MostPairs = 100;

    /// <summary>Pairs looked at: a school's switchboard must not pair everybody with everybody.</summary>
    private const int MostLooked = 3000;

    private static readonly (string Sql, string Reason)[] Shared =
    [
        ("SELECT a.person, b.person FROM person_email a JOIN person_email b ON b.address = a.address AND b.person > a.person",
            "The same e-mail address."),
        ("SELECT a.person, b.person FROM person_phone a JOIN person_phone b ON b.digits = a.digits AND b.person > a.person",
            "The same telephone number."),
        ("SELECT a.person, b.person FROM person_address a JOIN person_address b ON b.postcode = a.postcode AND b.person > a.person AND b.postcode <> '' WHERE a.postcode <> ''",
            "The same postcode."),
    ];

    public async Task<IReadOnlyList<DuplicatePair>> RunAsync(CancellationToken cancellationToken)
    {
        var pairs = new Dictionary<(long, long), List<string>>();
        var tables = new PersonTables(engine, TimeProvider.System);
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        foreach (var (sql, reason) in Shared)
        {
            await using var command = connection.Command(
                $"""
                SELECT DISTINCT x.one, x.other FROM (SELECT coalesce(p.merged_into, p.number) AS one, coalesce(q.merged_into, q.number) AS other
                  FROM ({sql.Replace("a.person, b.person", "a.person AS left_one, b.person AS right_one", StringComparison.Ordinal)}) AS shared
                  JOIN person p ON p.number = shared.left_one JOIN person q ON q.number = shared.right_one) AS x
                WHERE x.one <> x.other AND NOT EXISTS (SELECT 1 FROM person_apart t
                  WHERE (t.person = x.one AND t.other = x.other) OR (t.person = x.other AND t.other = x.one))
                LIMIT {MostLooked}
                """);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var (one, other) = (reader.GetInt64(0), reader.GetInt64(1));
                var key = (Math.Min(one, other), Math.Max(one, other));
                if (!pairs.TryGetValue(key, out var reasons)) pairs[key] = reasons = [];
                if (!reasons.Contains(reason)) reasons.Add(reason);
            }
        }

        var known = (await tables.KnownAsync(
            connection, [.. pairs.Keys.SelectMany(key => new[] { key.Item1, key.Item2 }).Distinct()],
            cancellationToken))
            .ToDictionary(person => person.Number);
        var likely = pairs.Select(
            pair => (pair.Key, Reasons: pair.Value, Name: NameReason(known[pair.Key.Item1], known[pair.Key.Item2])))
            .Where(pair => pair.Name is not null
                && (pair.Reasons.Count > 1 || pair.Reasons[0] != Shared[2].Reason || pair.Name == SameName))
            .OrderByDescending(pair => pair.Reasons.Count + (pair.Name == SameName ? 1 : 0)).ThenBy(pair => pair.Key)
            .Take(MostPairs).ToList();
        var queries = new PeopleQueries(engine);
        var found = new List<DuplicatePair>();
        foreach (var (key, reasons, name) in likely)
            found.Add(new DuplicatePair(
                await queries.GetAsync(key.Item1, cancellationToken),
                await queries.GetAsync(key.Item2, cancellationToken), [name!, .. reasons])
            {
                OnesOwn = OwnOf(known[key.Item1]),
                OthersOwn = OwnOf(known[key.Item2]),
            });
        return found;
    }

    private static string OwnOf(KnownPerson person) => string.Join(
        ", ", person.Emails.Take(1).Concat(person.Phones.Take(1).Select(Pages.PeopleWords.Phone))
            .Concat(person.Addresses.Select(address => address.Postcode).Where(code => code.Length > 0).Take(1)));

    private const string SameName = "The same name.";

    /// <summary>Null if their names are two people's: a couple have the same address, telephone and often
    /// mailbox.</summary>
    private static string? NameReason(KnownPerson one, KnownPerson other)
    {
        foreach (var name in one.Names)
        {
            if (other.Names.Any(second => PersonTables.FoldName(second) == PersonTables.FoldName(name)))
                return SameName;
        }

        return one.Names.Any(name => other.Names.Any(second => PersonName.MayBeSame(name, second)))
            ? "Names that may be the same." : null;
    }
}
