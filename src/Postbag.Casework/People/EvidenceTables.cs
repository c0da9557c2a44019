using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;

namespace Postbag.Casework.People;

/// <summary>How a message's evidence and its grade are kept.</summary>
internal static class EvidenceTables
{
    private const ColumnKind Number = ColumnKind.Number;
    private const ColumnKind Text = ColumnKind.Text;

    public static readonly RowTable Items = new(
        "message_evidence",
        [
            ("message", Number), ("position", Number), ("kind", Number), ("value", Text), ("whose", Number),
            ("way", Number), ("field", Number), ("start", Number), ("length", Number),
        ]);

    public static readonly RowTable Answers = new(
        "message_writer",
        [
            ("message", Number), ("name", Text), ("email", Text), ("address", Text), ("postcode", Text),
            ("grade", Number), ("special", Number), ("reasons", Text), ("constituency", Text),
        ],
        """
        ON CONFLICT (message) DO UPDATE SET name = excluded.name, email = excluded.email, address = excluded.address,
          postcode = excluded.postcode, grade = excluded.grade, special = excluded.special, reasons = excluded.reasons,
          constituency = excluded.constituency
        """);

    public static IEnumerable<object?[]> RowsOf(long message, LetterEvidence evidence) =>
        evidence.Items.Select((item, i) => new object?[]
    {
        message, (long)i, (long)item.Kind, Storable(item.Value), (long)item.Of, (long)item.Way, (long)item.Field,
        (long)item.Offset, (long)item.Length,
    });

    public static object?[] RowOf(long message, LetterEvidence evidence, GradeAnswer answer) =>
    [
        message, Storable(evidence.Name), Storable(evidence.Email), Storable(evidence.Address), evidence.Postcode ?? "",
        (long)answer.Grade, (long)answer.Cases,
        string.Join('\n', answer.Reasons.Select(reason => Storable(reason.Sentence))),
        answer.Constituency ?? "",
    ];

    public static async Task<LetterEvidence> LoadAsync(
        DbConnection connection, long message, CancellationToken cancellationToken)
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
                    (EvidenceKind)Whole(reader, 0), reader.GetString(1), (EvidenceOf)Whole(reader, 2),
                    (EvidenceWay)Whole(reader, 3),
                    (EvidenceField)Whole(reader, 4), Whole(reader, 5), Whole(reader, 6)));
            }
        }

        await using var writer = connection.Command(
            "SELECT name, email, address, postcode FROM message_writer WHERE message = @message",
            ("@message", message));
        await using var row = await writer.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return LetterEvidence.None;
        return new LetterEvidence
        {
            Items = items, Name = Said(row, 0), Email = Said(row, 1), Address = Said(row, 2), Postcode = Said(row, 3),
        };
    }

    public static int Whole(DbDataReader reader, int column) =>
        Convert.ToInt32(reader.GetValue(column), CultureInfo.InvariantCulture);

    /// <summary>Without what no engine can store.</summary>
    private static string Storable(string? text) => MessageReading.Line(text, 500);

    private static string? Said(DbDataReader reader, int column) =>
        reader.GetString(column) is { Length: > 0 } said ? said : null;
}
