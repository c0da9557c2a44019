using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Labels;

/// <summary>Writes what people say of letters, as labels and as lessons, and takes it back. For use inside the engine's
/// writes.</summary>
/// <remarks>A lesson that is taken back stays, with another that undoes it: whoever has learnt it already must hear of
/// it.</remarks>
internal sealed class LabelLessons(Engine engine)
{
    /// <summary>Whether any of the labels is other than what stands there.</summary>
    public async Task<bool> AnyNewAsync(
        DbConnection connection, long message, IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken)
    {
        var standing = await StandingAsync(connection, message, cancellationToken);
        return labels.Any(pair => standing.GetValueOrDefault(pair.Key) != pair.Value);
    }

    /// <param name="act">The act that says it, with which it is taken back.</param>
    /// <returns>How many axes it changed: the same again teaches nothing.</returns>
    public async Task<int> AddAsync(
        DbConnection connection, long message, IReadOnlyDictionary<string, string> labels, long act, Actor by,
        DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (labels.Count == 0) return 0;
        var standing = await StandingAsync(connection, message, cancellationToken);
        var changed = 0;
        foreach (var (axis, label) in labels)
        {
            var was = standing.GetValueOrDefault(axis);
            if (was == label) continue;
            await SetAsync(connection, message, axis, label, by.StaffId?.Value, at, cancellationToken);
            await connection.ExecuteAsync(
                "INSERT INTO label_lesson (message, axis, label, act, was) VALUES (@message, @axis, @label, @act, @was)", cancellationToken,
                ("@message", message), ("@axis", axis), ("@label", label), ("@act", act), ("@was", was));
            changed++;
        }

        return changed;
    }

    /// <summary>Takes back what an act said, but for what somebody has said otherwise since.</summary>
    /// <returns>How many lessons that were.</returns>
    public async Task<int> TakeBackAsync(
        DbConnection connection, long act, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var taken = 0;
        foreach (var lesson in await OfActAsync(connection, act, cancellationToken))
        {
            var standing = await StandingAsync(connection, lesson.Message, cancellationToken);
            if (standing.GetValueOrDefault(lesson.Axis) != lesson.Label) continue;
            if (lesson.Was is { } was)
                await SetAsync(connection, lesson.Message, lesson.Axis, was, null, at, cancellationToken);
            else
            {
                await connection.ExecuteAsync(
                    "DELETE FROM post_label WHERE message = @message AND axis = @axis", cancellationToken,
                    ("@message", lesson.Message), ("@axis", lesson.Axis));
            }

            await connection.ExecuteAsync(
                "INSERT INTO label_lesson (message, axis, label, undoes) VALUES (@message, @axis, @label, @undoes)",
                cancellationToken,
                ("@message", lesson.Message), ("@axis", lesson.Axis), ("@label", lesson.Label),
                ("@undoes", lesson.Number));
            taken++;
        }

        return taken;
    }

    private Task<int> SetAsync(
        DbConnection connection, long message, string axis, string label, Guid? staff, DateTimeOffset at,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO post_label (message, axis, label, place, staff_id, at)
            SELECT number, @axis, @label, coalesce(place, 0), @staff, @at FROM message WHERE number = @message
            ON CONFLICT (message, axis) DO UPDATE SET label = excluded.label, staff_id = excluded.staff_id, at = excluded.at
            """,
            cancellationToken, ("@message", message), ("@axis", axis), ("@label", label),
            ("@staff", staff is { } id ? engine.IdValue(id) : null), ("@at", Instants.ToMicroseconds(at)));

    /// <summary>What was said of a letter, by axis.</summary>
    public static async Task<Dictionary<string, string>> StandingAsync(
        DbConnection connection, long message, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string>();
        await using var command =
            connection.Command("SELECT axis, label FROM post_label WHERE message = @message", ("@message", message));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) labels[reader.GetString(0)] = reader.GetString(1);
        return labels;
    }

    private static async Task<List<Lesson>> OfActAsync(
        DbConnection connection, long act, CancellationToken cancellationToken)
    {
        var lessons = new List<Lesson>();
        await using var command = connection.Command(
            "SELECT number, message, axis, label, was FROM label_lesson WHERE act = @act ORDER BY number DESC",
            ("@act", act));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            lessons.Add(new Lesson(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4)
                    ? null : reader.GetString(4)));
        }

        return lessons;
    }

    private sealed record Lesson(long Number, long Message, string Axis, string Label, string? Was);
}
