using System.Data.Common;
using System.Globalization;
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

    /// <summary>Says that a person opened a letter, without waiting for the disk.</summary>
    /// <param name="isHard">Whether it counts as hard to read.</param>
    /// <param name="isRead">Whether it is read now; else it stays as it is.</param>
    /// <returns>The names of the others who have it open.</returns>
    public async Task<IReadOnlyList<string>> OpenAsync(
        long message, Id<StaffMember> me, bool isHard, bool isRead, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var here = Instants.ToMicroseconds(now - Stay);
        await engine.WriteUnsyncedAsync(
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
                // Last: everybody's count of unread letters is locked from here on.
                if (isRead) await MarkMessage.SetAsync(engine, connection, [message], false, token);
            },
            cancellationToken);
        return await OthersAsync(message, me, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> OthersAsync(
        long message, Id<StaffMember> me, CancellationToken cancellationToken)
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

    /// <summary>What whoever has a letter open should know: who has it open too, and what a colleague did with it
    /// meanwhile.</summary>
    /// <param name="seen">The last act on it that they know of; 0 for none.</param>
    /// <returns>Sentences; empty if there is nothing to tell.</returns>
    public async Task<string> SayAsync(long message, Id<StaffMember> me, long seen, CancellationToken cancellationToken)
    {
        var others = Say(await OthersAsync(message, me, cancellationToken));
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return $"{others} {await QuickerAsync(engine, connection, message, me, seen, cancellationToken)}".Trim();
    }

    /// <summary>Says that somebody still has the letter open.</summary>
    public Task StayAsync(long message, Id<StaffMember> me, CancellationToken cancellationToken) =>
        engine.WriteUnsyncedAsync(
            (connection, token) => connection.ExecuteAsync(
                "UPDATE post_here SET at = @now WHERE message = @message AND staff_id = @me", token,
                ("@now", Instants.ToMicroseconds(clock.GetUtcNow())), ("@message", message),
                ("@me", engine.IdValue(me.Value))),
            cancellationToken);

    public static string Say(IReadOnlyList<string> others) =>
        others.Count == 0 ? ""
            : $"{string.Join(" and ", others)} {(others.Count == 1 ? "has" : "have")} this letter open too.";

    /// <summary>What a colleague did with a letter after the last act on it that somebody knows of; null if nobody did
    /// anything.</summary>
    internal static async Task<string?> QuickerAsync(
        Engine engine, DbConnection connection, long message, Id<StaffMember>? me, long seen,
        CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT s.name, a.kind, a.staff_id FROM post_item i JOIN post_act a ON a.number = i.act JOIN staff_member s ON s.id = a.staff_id
            WHERE i.message = @message AND i.act <> @seen
            """,
            ("@message", message), ("@seen", seen));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || engine.ReadId(reader, 2) == me?.Value) return null;
        var kind = (PostActKind)Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture);
        return $"{reader.GetString(0)} {Did(kind)} while you had it open.";
    }

    private static string Did(PostActKind kind) => kind switch
    {
        PostActKind.Case => "made it a case",
        PostActKind.Answered => "answered it",
        PostActKind.NoAnswerNeeded => "said that it needs no answer",
        PostActKind.NotOurs => "said that it isn’t ours",
        PostActKind.WithCampaign => "left it to its campaign’s answer",
        PostActKind.Parked => "parked it",
        PostActKind.HandedOver => "handed it over",
        PostActKind.Flagged => "flagged it",
        PostActKind.Unflagged => "took its flag off",
        PostActKind.Moved => "moved it to another pile",
        PostActKind.Labelled => "said what it is about",
        _ => "put it back",
    };

    /// <summary>The office's day as a number of days since 1970.</summary>
    public static int DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(OfficeCalendar.ToLocal(instant).DateTime).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
}
