using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Calendar;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>A letter on the short clock, as the page lists it.</summary>
/// <param name="IsAnnounced">Whether it has stood on the page for as long as it must before it goes.</param>
/// <param name="IsElsewhere">Whether its writer is still graded as somebody else's: one of ours is never
/// deleted.</param>
public sealed record ClockedLetter(
    Id<Message> Id, string Sender, string Subject, DateOnly DeleteOn, bool IsAnnounced, bool IsHeld, bool IsElsewhere);

/// <summary>How the short clock stands.</summary>
/// <param name="Asks">Why it stopped and asks; empty while it goes.</param>
/// <param name="Due">How many letters would go today.</param>
public sealed record ClockStanding(string Asks, long Due, IReadOnlyList<ClockedLetter> Letters);

/// <summary>The short clock: which letters of somebody else's constituents go when, and what people say about that.
/// What is deleted is
/// <see cref="DeleteDue"/>'s.</summary>
public sealed class ShortClock(Engine engine, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Days for which a letter stands on the page before it may go.</summary>
    public const int AnnouncedDays = 3;

    /// <summary>How far ahead the page looks.</summary>
    public const int ShownDays = 14;

    /// <summary>More at once, and the clock stops and asks: a wrong day must not empty an office.</summary>
    public const int MostAtOnce = 200;

    /// <summary>More days since the last look than this, and the clock stops and asks: it may have jumped.</summary>
    public const int MostDaysApart = 3;

    private const int MostShown = 500;

    internal const string Day = "yyyy-MM-dd";

    /// <summary>What may go on @today: announced long enough, not held, still somebody else's, and no case.</summary>
    internal const string MayGo =
        """
        e.delete_on <= @today AND e.held_at IS NULL AND e.announced_on <= @announced
          AND coalesce((SELECT w.grade FROM message_writer w WHERE w.message = e.message), 2) IN (0, 1)
          AND coalesce((SELECT p.outcome FROM post_item p WHERE p.message = e.message), 0) <> 1
        """;

    internal static DateOnly Today(TimeProvider clock)
    {
        var now = OfficeCalendar.ToLocal(clock.GetUtcNow());
        return new DateOnly(now.Year, now.Month, now.Day);
    }

    internal static string Say(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    internal static async Task<long> CountDueAsync(
        DbConnection connection, DateOnly today, CancellationToken cancellationToken) =>
        await connection.NumberAsync(
            $"SELECT count(*) FROM elsewhere_answer e WHERE {MayGo}", cancellationToken, ("@today", Say(today)),
            ("@announced", Say(today.AddDays(-AnnouncedDays)))) ?? 0;

    /// <summary>What goes within two weeks, and what is held, the soonest first.</summary>
    public async Task<ClockStanding> StandingAsync(CancellationToken cancellationToken)
    {
        var today = Today(clock);
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var letters = new List<ClockedLetter>();
        await using (var command = connection.Command(
            """
            SELECT m.id, m.sender_name, m.sender_address, m.subject, e.delete_on, coalesce(e.announced_on, '9999-12-31'), e.held_at,
              coalesce((SELECT w.grade FROM message_writer w WHERE w.message = e.message), 2)
            FROM elsewhere_answer e JOIN message m ON m.number = e.message
            WHERE e.delete_on <= @until OR e.held_at IS NOT NULL ORDER BY e.delete_on, e.message LIMIT @limit
            """,
            ("@until", Say(today.AddDays(ShownDays))), ("@limit", MostShown)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var name = reader.GetString(1);
                letters.Add(new ClockedLetter(
                    new Id<Message>(engine.ReadId(reader, 0)), name.Length > 0
                        ? name : reader.GetString(2), reader.GetString(3),
                    DateOnly.ParseExact(reader.GetString(4), Day, CultureInfo.InvariantCulture),
                    string.CompareOrdinal(reader.GetString(5), Say(today.AddDays(-AnnouncedDays))) <= 0,
                    !reader.IsDBNull(6), Convert.ToInt32(reader.GetValue(7), CultureInfo.InvariantCulture) <= 1));
            }
        }

        await using var asks = connection.Command("SELECT asks FROM short_clock");
        return new ClockStanding(
            (string)(await asks.ExecuteScalarAsync(cancellationToken))!,
            await CountDueAsync(connection, today, cancellationToken), letters);
    }

    /// <summary>Keeps one letter until somebody lets it go again.</summary>
    public Task HoldAsync(Message message, Actor by, CancellationToken cancellationToken) => ChangeAsync(
        "UPDATE elsewhere_answer SET held_at = @at, held_by = @staff WHERE message = @message AND held_at IS NULL",
        ElsewhereAudit.Held, message, by, "It is held already, or off the clock.", cancellationToken,
        ("@at", Instants.ToMicroseconds(clock.GetUtcNow())),
        ("@staff", by.StaffId is { } staff ? engine.IdValue(staff.Value) : null));

    /// <summary>Takes a hold back: the letter goes when its day has come, announced anew.</summary>
    public Task ReleaseAsync(Message message, Actor by, CancellationToken cancellationToken) => ChangeAsync(
        "UPDATE elsewhere_answer SET held_at = NULL, held_by = NULL, announced_on = NULL WHERE message = @message AND held_at IS NOT NULL",
        ElsewhereAudit.Released, message, by, "It isn’t held any more.", cancellationToken);

    /// <summary>Says that the day is right: today's letters may go, and no more than were shown.</summary>
    public Task AllowAsync(long shown, Actor by, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            var changed = await connection.ExecuteAsync(
                "UPDATE short_clock SET asks = '', looked_on = @today, allowed_on = @today, allowed_items = @items WHERE asks <> ''", token,
                ("@today", Say(Today(clock))), ("@items", Math.Max(0, shown)));
            Refused.ThrowIf(changed == 0 ? new("The clock doesn’t ask any more.") : null);
            await audit.RecordAsync(
                engine, connection,
                new AuditFact(ElsewhereAudit.Allowed,
                    by) { Details = [("letters", shown.ToString(CultureInfo.InvariantCulture))] }, token);
        },
        cancellationToken);

    private Task ChangeAsync(
        string sql, AuditAct act, Message message, Actor by, string gone, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values) => engine.WriteAsync(
        async (connection, token) =>
        {
            var changed = await connection.ExecuteAsync(sql, token, [("@message", message.Number), .. values]);
            Refused.ThrowIf(changed == 0 ? new(gone) : null);
            await audit.RecordAsync(engine, connection, AuditFact.About(act, by, message.Id), token);
        },
        cancellationToken);
}
