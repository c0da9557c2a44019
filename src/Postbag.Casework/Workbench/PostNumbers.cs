using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Office.Calendar;
using Postbag.Storage;

namespace Postbag.Casework.Workbench;

/// <summary>How much came in a week.</summary>
public sealed record PostWeek(DateOnly Monday, long Came);

/// <summary>What a person did today.</summary>
/// <param name="Opened">Letters opened.</param>
/// <param name="Hard">Those of them that may be hard to read.</param>
public sealed record PersonsDay(string Name, long Handled, long Parked, long Opened, long Hard);

/// <summary>The numbers of the morning.</summary>
/// <param name="OldestUnanswered">When the oldest letter that waits for a person came; null if none does.</param>
public sealed record PostNumbers(
    long CameToday, long HandledToday, DateTimeOffset? OldestUnanswered, IReadOnlyList<PersonsDay> People,
    IReadOnlyList<PostWeek> Weeks);

/// <summary>Counts them.</summary>
public sealed class CountPost(Engine engine, TimeProvider clock)
{
    private const int Weeks = 12;

    public async Task<PostNumbers> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(OfficeCalendar.ToLocal(now).DateTime);
        var since = Instants.ToMicroseconds(OfficeCalendar.StartOf(today));
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var came = await connection.NumberAsync(
            "SELECT count(*) FROM post_item WHERE came_at >= @since", cancellationToken, ("@since", since)) ?? 0;
        var oldest = await OldestAsync(connection, cancellationToken);
        var people = await PeopleAsync(connection, since, PostCompany.DayOf(now), cancellationToken);
        return new PostNumbers(
            came, people.Sum(person => person.Handled), oldest is { } at ? Instants.FromMicroseconds(at) : null, people,
            await WeeksAsync(connection, today, cancellationToken));
    }

    /// <summary>What machines sent waits for nobody.</summary>
    private static async Task<long?> OldestAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        long? oldest = null;
        foreach (var pile in Piles.All.Where(pile => pile is not (Pile.Automatic or Pile.Unreadable)))
        {
            // Pile by pile, each from the index: the least of all would be looked for among all that was ever handled.
            var at = await connection.NumberAsync(
                "SELECT came_at FROM post_item WHERE state = 0 AND pile = @pile ORDER BY came_at LIMIT 1",
                cancellationToken, ("@pile", (int)pile));
            if (at < oldest || oldest is null) oldest = at ?? oldest;
        }

        return oldest;
    }

    private static async Task<IReadOnlyList<PersonsDay>> PeopleAsync(
        DbConnection connection, long since, int day, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT s.name, coalesce(a.handled, 0), coalesce(a.parked, 0), coalesce(e.opened, 0), coalesce(e.hard, 0)
            FROM staff_member s
            LEFT JOIN (
              SELECT staff_id, sum(CASE WHEN kind <= 4 THEN items ELSE 0 END) AS handled,
                sum(CASE WHEN kind = 5 THEN items ELSE 0 END) AS parked
              FROM post_act WHERE at >= @since AND undone_at IS NULL GROUP BY staff_id) a ON a.staff_id = s.id
            LEFT JOIN post_exposure e ON e.staff_id = s.id AND e.day = @day
            WHERE a.staff_id IS NOT NULL OR e.staff_id IS NOT NULL ORDER BY s.name
            """,
            ("@since", since), ("@day", day));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var people = new List<PersonsDay>();
        long Whole(int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
        while (await reader.ReadAsync(cancellationToken))
            people.Add(new PersonsDay(reader.GetString(0), Whole(1), Whole(2), Whole(3), Whole(4)));
        return people;
    }

    private static async Task<IReadOnlyList<PostWeek>> WeeksAsync(
        DbConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var weeks = new List<PostWeek>(Weeks);
        for (var i = Weeks - 1; i >= 0; i--)
        {
            var from = monday.AddDays(-7 * i);
            weeks.Add(new PostWeek(from, await connection.NumberAsync(
                "SELECT count(*) FROM post_item WHERE came_at >= @from AND came_at < @to", cancellationToken,
                ("@from", Instants.ToMicroseconds(OfficeCalendar.StartOf(from))),
                ("@to", Instants.ToMicroseconds(OfficeCalendar.StartOf(from.AddDays(7))))) ?? 0));
        }

        return weeks;
    }
}
