using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;

namespace Postbag.Casework.People;

/// <summary>How a message's evidence and its grade are kept.</summary>
internal static class EvidenceTables
{
    /// <summary>Keeps them in place of what was kept before, within the engine's write.</summary>
    public static async Task KeepAsync(
        DbConnection connection, long message, LetterEvidence evidence, GradeAnswer answer, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("DELETE FROM message_evidence WHERE message = @message", cancellationToken, ("@message", message));
        for (var i = 0; i < evidence.Items.Count; i++)
        {
            var item = evidence.Items[i];
            await connection.ExecuteAsync(
                """
                INSERT INTO message_evidence (message, position, kind, value, whose, way, field, start, length)
                VALUES (@message, @position, @kind, @value, @whose, @way, @field, @start, @length)
                """,
                cancellationToken, ("@message", message), ("@position", i), ("@kind", (int)item.Kind), ("@value", Storable(item.Value)),
                ("@whose", (int)item.Of), ("@way", (int)item.Way), ("@field", (int)item.Field), ("@start", item.Offset), ("@length", item.Length));
        }

        await connection.ExecuteAsync(
            """
            INSERT INTO message_writer (message, name, email, address, postcode, grade, special, reasons, constituency)
            VALUES (@message, @name, @email, @address, @postcode, @grade, @special, @reasons, @constituency)
            ON CONFLICT (message) DO UPDATE SET name = excluded.name, email = excluded.email, address = excluded.address,
              postcode = excluded.postcode, grade = excluded.grade, special = excluded.special, reasons = excluded.reasons,
              constituency = excluded.constituency
            """,
            cancellationToken, ("@message", message), ("@name", Storable(evidence.Name)), ("@email", Storable(evidence.Email)),
            ("@address", Storable(evidence.Address)), ("@postcode", evidence.Postcode ?? ""), ("@grade", (int)answer.Grade),
            ("@special", (int)answer.Cases), ("@reasons", string.Join('\n', answer.Reasons.Select(reason => Storable(reason.Sentence)))),
            ("@constituency", answer.Constituency ?? ""));
    }

    public static async Task<LetterEvidence> LoadAsync(DbConnection connection, long message, CancellationToken cancellationToken)
    {
        var items = new List<Evidence>();
        await using (var command = connection.Command(
            "SELECT kind, value, whose, way, field, start, length FROM message_evidence WHERE message = @message ORDER BY position",
            ("@message", message)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                items.Add(new Evidence(
                    (EvidenceKind)Whole(reader, 0), reader.GetString(1), (EvidenceOf)Whole(reader, 2), (EvidenceWay)Whole(reader, 3),
                    (EvidenceField)Whole(reader, 4), Whole(reader, 5), Whole(reader, 6)));
            }
        }

        await using var writer = connection.Command(
            "SELECT name, email, address, postcode FROM message_writer WHERE message = @message", ("@message", message));
        await using var row = await writer.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return LetterEvidence.None;
        return new LetterEvidence
        {
            Items = items, Name = Said(row, 0), Email = Said(row, 1), Address = Said(row, 2), Postcode = Said(row, 3),
        };
    }

    public static int Whole(DbDataReader reader, int column) => Convert.ToInt32(reader.GetValue(column), CultureInfo.InvariantCulture);

    /// <summary>Without what no engine can store.</summary>
    private static string Storable(string? text) => MessageReading.Line(text, 500);

    private static string? Said(DbDataReader reader, int column) => reader.GetString(column) is { Length: > 0 } said ? said : null;
}
