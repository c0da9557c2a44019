using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Inbox;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>What a look at the short clock did.</summary>
/// <param name="Asks">Why it stopped and asks; empty if it didn't.</param>
public sealed record ClockLook(long Announced, long Deleted, string Asks);

/// <summary>Looks at the short clock once a day: announces what is coming, and deletes what has been announced long
/// enough and is due.</summary>
/// <remarks>A machine whose clock jumps a year ahead would find everything due. So the clock stops and asks a person
/// when more days have passed since the last look than it takes a weekend, or when more is due than an office answers
/// in a month; and nothing goes that hasn't stood on the page before.</remarks>
public sealed class DeleteDue(Engine engine, AuditTrail audit, TimeProvider clock)
{
    private readonly ForgetLetter forget = new(engine);

    public async Task<ClockLook> RunAsync(Action<long>? report, CancellationToken cancellationToken)
    {
        var today = ShortClock.Today(clock);
        var (announced, due, asks) =
            await engine.WriteAsync((connection, token) => LookAsync(connection, today, token), cancellationToken);
        if (asks.Length > 0 || due.Count == 0) return new ClockLook(announced, 0, asks);
        await KeepGroupingAsync(cancellationToken);
        long deleted = 0;
        foreach (var (number, id) in due)
        {
            // Each by itself: whoever holds one at the last moment holds it.
            deleted += await engine.WriteAsync(
                (connection, token) => DeleteAsync(connection, number, id, today, token), cancellationToken);
            report?.Invoke(deleted);
        }

        if (deleted > 0) await ForgetTraces.Of(engine).RunAsync(cancellationToken);
        return new ClockLook(announced, deleted, "");
    }

    private async Task<(long Announced, List<(long Number, Id<Message> Id)> Due, string Asks)> LookAsync(
        DbConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        var (lookedOn, asks, allowed) = await HeadAsync(connection, today, cancellationToken);
        var count = await ShortClock.CountDueAsync(connection, today, cancellationToken);
        if (lookedOn is { } last && today > last && asks.Length == 0
            && today.DayNumber - last.DayNumber > ShortClock.MostDaysApart)
            asks = $"The clock says that {today.DayNumber - last.DayNumber:N0} days have passed since it was last looked at.";
        else if (count > ShortClock.MostAtOnce && count > allowed) asks = $"{count:N0} letters are due at once.";
        if (asks.Length > 0)
        {
            await connection.ExecuteAsync("UPDATE short_clock SET asks = @asks", cancellationToken, ("@asks", asks));
            return (0, [], asks);
        }

        await connection.ExecuteAsync(
            "UPDATE short_clock SET looked_on = @today, allowed_items = 0", cancellationToken,
            ("@today", ShortClock.Say(today)));
        // A clock that was put back looks at the days anew, and so does what was announced on a day that hasn't come.
        var due = today < lookedOn
            ? [] : await DueAsync(connection, today, allowed > 0 ? allowed : ShortClock.MostAtOnce, cancellationToken);
        var announced = await connection.ExecuteAsync(
            """
            UPDATE elsewhere_answer SET announced_on = @today
            WHERE delete_on <= @until AND held_at IS NULL AND (announced_on IS NULL OR announced_on > @today)
            """,
            cancellationToken, ("@today", ShortClock.Say(today)),
            ("@until", ShortClock.Say(today.AddDays(ShortClock.ShownDays))));
        return (announced, due, "");
    }

    private static async Task<(DateOnly? LookedOn, string Asks, long Allowed)> HeadAsync(
        DbConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await using var command =
            connection.Command("SELECT looked_on, asks, allowed_on, allowed_items FROM short_clock");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (
            reader.GetString(0) is { Length: > 0 } day
                ? DateOnly.ParseExact(day, ShortClock.Day, CultureInfo.InvariantCulture) : null,
            reader.GetString(1), reader.GetString(2) == ShortClock.Say(today) ? reader.GetInt64(3) : 0);
    }

    private async Task<List<(long Number, Id<Message> Id)>> DueAsync(
        DbConnection connection, DateOnly today, long most, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"""
            SELECT e.message, m.id FROM elsewhere_answer e JOIN message m ON m.number = e.message WHERE {ShortClock.MayGo}
            ORDER BY e.delete_on, e.message LIMIT @limit
            """,
            ("@today", ShortClock.Say(today)), ("@announced", ShortClock.Say(today.AddDays(-ShortClock.AnnouncedDays))),
            ("@limit", most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<(long, Id<Message>)>();
        while (await reader.ReadAsync(cancellationToken))
            due.Add((reader.GetInt64(0), new Id<Message>(engine.ReadId(reader, 1))));
        return due;
    }

    private async Task<long> DeleteAsync(
        DbConnection connection, long number, Id<Message> id, DateOnly today, CancellationToken cancellationToken)
    {
        var mayGo = await connection.NumberAsync(
            $"SELECT count(*) FROM elsewhere_answer e WHERE e.message = @message AND {ShortClock.MayGo}",
            cancellationToken,
            ("@message", number), ("@today", ShortClock.Say(today)),
            ("@announced", ShortClock.Say(today.AddDays(-ShortClock.AnnouncedDays))));
        if (mayGo != 1) return 0;
        await forget.RunAsync(connection, number, "elsewhere", today, cancellationToken);
        await audit.RecordAsync(
            engine, connection, AuditFact.About(ElsewhereAudit.Deleted, Actor.Job, id), cancellationToken);
        return 1;
    }

    /// <summary>The grouping goes through its letters again from its last snapshot: none that goes may stand behind it,
    /// or campaigns would come out otherwise.</summary>
    private async Task KeepGroupingAsync(CancellationToken cancellationToken)
    {
        var log = new GroupingLog(engine);
        await log.KeepAsync(await log.LoadAsync(new LetterIntake(engine), cancellationToken), cancellationToken);
    }
}
