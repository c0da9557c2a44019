using Postbag.Casework.Inbox;
using Postbag.Office.Calendar;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench;

/// <summary>Who else has a letter open, and how much that is hard to read each person has opened in a day.</summary>
public sealed class PostCompany(Engine engine, TimeProvider clock)
{
    /// <summary>Whoever hasn't shown themselves for so long has gone.</summary>
    private static readonly TimeSpan Stay = TimeSpan.FromMinutes(3);

    /// <summary>Says that a person opened a letter.</summary>
    /// <param name="isHard">Whether it counts as hard to read.</param>
    /// <returns>The names of the others who have it open.</returns>
    public async Task<IReadOnlyList<string>> OpenAsync(
        long message, Id<StaffMember> me, bool isHard, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var here = Instants.ToMicroseconds(now - Stay);
        await engine.WriteAsync(
            async (connection, token) =>
            {
                await connection.ExecuteAsync("DELETE FROM post_here WHERE staff_id = @me OR at < @then", token,
                    ("@me", engine.IdValue(me.Value)), ("@then", here));
                await connection.ExecuteAsync(
                    "INSERT INTO post_here (message, staff_id, at) VALUES (@message, @me, @now)", token,
                    ("@message", message), ("@me", engine.IdValue(me.Value)), ("@now", Instants.ToMicroseconds(now)));
                await connection.ExecuteAsync(
                    """
                    INSERT INTO post_exposure (staff_id, day, opened, hard) VALUES (@me, @day, 1, @hard)
                    ON CONFLICT (staff_id, day) DO UPDATE SET opened = post_exposure.opened + 1, hard = post_exposure.hard + excluded.hard
                    """,
                    token, ("@me", engine.IdValue(me.Value)), ("@hard", isHard ? 1 : 0), ("@day", DayOf(now)));
            },
            cancellationToken);
        return await OthersAsync(message, me, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> OthersAsync(long message, Id<StaffMember> me, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT s.name FROM post_here h JOIN staff_member s ON s.id = h.staff_id
            WHERE h.message = @message AND h.staff_id <> @me AND h.at >= @then ORDER BY s.name
            """,
            ("@message", message), ("@me", engine.IdValue(me.Value)),
            ("@then", Instants.ToMicroseconds(clock.GetUtcNow() - Stay)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>The office's day as a number of days since 1970.</summary>
    public static int DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(OfficeCalendar.ToLocal(instant).DateTime).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
}
