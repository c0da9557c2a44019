using Postbag.Casework.People;
using Postbag.Office.Audit;

namespace Postbag.Tests.Support;

public sealed partial class LedgerOffice
{
    public PeopleQueries People => new(Engine);

    public PeopleActs PeopleActs => new(Engine, new AuditTrail(Clock), Clock);

    /// <summary>Finds who wrote what has come in, as the step after reading does.</summary>
    public Task<long> LinkAsync() => new LinkWriters(Engine, Clock, null).RunAsync(null, CancellationToken.None);

    /// <summary>The names of the people there are.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await People.ListAsync(null, 1, CancellationToken.None)).Rows.Select(person => person.Name)
            .Order(StringComparer.Ordinal)];

    public async Task<Person> PersonAsync(string name) => (await People.FindAsync(
        (await People.ListAsync(name, 1, CancellationToken.None)).Rows.First(person => person.Name == name).Id,
        CancellationToken.None))!;

    /// <summary>The ledger's number of the letter whose Message-ID is that number: letters are stored in any
    /// order.</summary>
    public Task<long> LetterAsync(int id) =>
        NumberAsync($"SELECT number FROM message WHERE message_id LIKE '{id}@example.org'");

    /// <summary>What is known of a letter's writer.</summary>
    public async Task<KnownWriter> WriterAsync(int id) =>
        (await People.OfMessageAsync(await LetterAsync(id), CancellationToken.None))!;

    /// <summary>Every row about people and links, as text: to tell whether an act was taken back whole.</summary>
    public async Task<string> PeopleRowsAsync()
    {
        var rows = new List<string>();
        await using var connection = await Engine.OpenReaderAsync(CancellationToken.None);
        foreach (var sql in new[]
        {
            "SELECT number, merged_into, name, languages, answer_by, needs, on_register, grade, is_kept FROM person ORDER BY 1",
            "SELECT person, folded, name, message FROM person_name ORDER BY 1, 2",
            "SELECT person, address, message FROM person_email ORDER BY 1, 2",
            "SELECT person, digits, message FROM person_phone ORDER BY 1, 2",
            "SELECT person, folded, address, postcode, from_on, to_on, message FROM person_address ORDER BY 1, 2",
            "SELECT message, person, state, reasons FROM message_person ORDER BY 1, 2",
            "SELECT person, other FROM person_apart ORDER BY 1, 2",
        })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(string.Join(
                    '|', Enumerable.Range(0, reader.FieldCount)
                    .Select(i => reader.IsDBNull(i) ? "-" : reader.GetValue(i).ToString())));
        }

        return string.Join('\n', rows);
    }
}
