using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <content>Reading rows.</content>
public sealed partial class PeopleQueries
{
    private async Task<Person?> OneAsync(
        DbConnection connection, string where, object value, CancellationToken cancellationToken) =>
        (await ManyAsync(connection, where, value, cancellationToken)) is [var one, ..] ? one : null;

    private async Task<List<Person>> ManyAsync(
        DbConnection connection, string where, object value, CancellationToken cancellationToken)
    {
        await using var command =
            connection.Command($"SELECT {Columns} FROM person p WHERE {where}", ("@value", value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var people = new List<Person>();
        while (await reader.ReadAsync(cancellationToken)) people.Add(Read(reader));
        return people;
    }

    private Person Read(DbDataReader reader) => new()
    {
        Number = reader.GetInt64(0),
        Id = new Id<Person>(engine.ReadId(reader, 1)),
        MergedInto = reader.IsDBNull(2) ? null : reader.GetInt64(2),
        Name = reader.GetString(3),
        Languages = reader.GetString(4),
        AnswerBy = (AnswerBy)EvidenceTables.Whole(reader, 5),
        Needs = (PersonNeeds)EvidenceTables.Whole(reader, 6),
        NeedsNote = reader.GetString(7),
        IsOnRegister = reader.IsDBNull(8) ? null : reader.GetBoolean(8),
        Grade = reader.IsDBNull(9) ? null : (Grade)EvidenceTables.Whole(reader, 9),
        Special = (SpecialCases)EvidenceTables.Whole(reader, 10),
        LastAt = reader.IsDBNull(11) ? null : Instants.FromMicroseconds(reader.GetInt64(11)),
        Version = EvidenceTables.Whole(reader, 12),
    };

    private static async Task<List<string>> TextsAsync(
        DbConnection connection, string sql, object people, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql, ("@people", people));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) texts.Add(reader.GetString(0));
        return texts;
    }

    private async Task<List<PersonAddress>> AddressesAsync(
        DbConnection connection, object people, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"""
            SELECT address, postcode, from_on, to_on, message FROM person_address WHERE {list.In("person", "@people")}
            ORDER BY to_on IS NOT NULL, from_on DESC, address
            """,
            ("@people", people));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var addresses = new List<PersonAddress>();
        while (await reader.ReadAsync(cancellationToken))
        {
            addresses.Add(new PersonAddress(
                reader.GetString(0), reader.GetString(1), reader.IsDBNull(2)
                    ? null : PersonTables.Day(reader.GetValue(2)),
                reader.IsDBNull(3) ? null : PersonTables.Day(reader.GetValue(3)), !reader.IsDBNull(4)));
        }

        return addresses;
    }

    private async Task<List<PersonNote>> NotesAsync(
        DbConnection connection, object people, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"""
            SELECT n.content, s.name, n.at FROM person_note n LEFT JOIN staff_member s ON s.id = n.staff_id
            WHERE {list.In("n.person", "@people")} ORDER BY n.number DESC
            """,
            ("@people", people));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var notes = new List<PersonNote>();
        while (await reader.ReadAsync(cancellationToken))
            notes.Add(new PersonNote(
                reader.GetString(0), reader.IsDBNull(1)
                ? null : reader.GetString(1), Instants.FromMicroseconds(reader.GetInt64(2))));
        return notes;
    }
}
