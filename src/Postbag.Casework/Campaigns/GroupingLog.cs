using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>What the grouping was told, kept in order, and snapshots of where that led.</summary>
internal sealed class GroupingLog(Engine engine)
{
    /// <summary>Steps read at once when going through them again; their letters' texts are in memory then.</summary>
    private const int ReplaySteps = 2 * LetterIntake.BatchLetters;

    /// <summary>The memory as it was after the last step.</summary>
    public async Task<GroupingDesk> LoadAsync(LetterIntake intake, CancellationToken cancellationToken)
    {
        var desk = await SnapshotAsync(cancellationToken) ?? new GroupingDesk();
        await CatchUpAsync(desk, intake, cancellationToken);
        return desk;
    }

    /// <summary>Tells a memory the steps it hasn't been told yet.</summary>
    public async Task CatchUpAsync(GroupingDesk desk, LetterIntake intake, CancellationToken cancellationToken)
    {
        var tide = IntakeTide.Of(engine);
        var start = Stopwatch.GetTimestamp();
        while (await StepsAfterAsync(desk.Position, cancellationToken) is { Count: > 0 } steps)
        {
            var numbers = steps.SelectMany(step => step.Read).Distinct().ToList();
            var letters = (await intake.TheseAsync(numbers, cancellationToken)).ToDictionary(letter => letter.Number);
            foreach (var step in steps)
            {
                if (step.Act == GroupingAct.Letter) desk.Add(letters[step.Message!.Value]);
                else desk.Apply(step, letters);
            }

            desk.TakeEvents();
            await tide.LetPassAsync(start, cancellationToken);
            start = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Adds steps to the log, within the engine's write.</summary>
    /// <param name="from">Where the caller's memory stood before them.</param>
    /// <exception cref="GroupingMovedOn">Somebody else has added some since; nothing was added.</exception>
    public static async Task AddAsync(
        DbConnection connection, long from, IReadOnlyList<GroupingStep> steps, CancellationToken cancellationToken)
    {
        var moved = await connection.ExecuteAsync(
            "UPDATE grouping_head SET position = @to WHERE position = @from",
            cancellationToken, ("@to", from + steps.Count), ("@from", from));
        if (moved == 0) throw new GroupingMovedOn();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            await connection.ExecuteAsync(
                """
                INSERT INTO grouping_step (position, act, message, campaign, other, content)
                VALUES (@position, @act, @message, @campaign, @other, @content)
                """,
                cancellationToken, [("@position", from + i + 1), .. Values(step)]);
        }
    }

    /// <summary>What people corrected since, oldest first.</summary>
    public async Task<IReadOnlyList<(long Number, GroupingStep Step)>> WishesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT act, message, campaign, other, content, number FROM grouping_wish ORDER BY number");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var wishes = new List<(long, GroupingStep)>();
        while (await reader.ReadAsync(cancellationToken)) wishes.Add((reader.GetInt64(5), Read(reader)));
        return wishes;
    }

    /// <summary>Notes a correction, within an act.</summary>
    public static Task WishAsync(DbConnection connection, GroupingStep step, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO grouping_wish (act, message, campaign, other, content)
            VALUES (@act, @message, @campaign, @other, @content)
            """,
            cancellationToken, Values(step));

    public static Task ForgetWishAsync(DbConnection connection, long number, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "DELETE FROM grouping_wish WHERE number = @number", cancellationToken, ("@number", number));

    /// <summary>Keeps the memory as it is, in place of the last snapshot.</summary>
    public async Task KeepAsync(GroupingDesk desk, CancellationToken cancellationToken)
    {
        await engine.WriteAsync(
            async (connection, token) =>
            {
                // A slower process's older one mustn't take a newer one's place.
                var newest = await connection.NumberAsync("SELECT max(position) FROM grouping_snapshot", token) ?? 0;
                if (newest > desk.Position) return;
                await connection.ExecuteAsync("DELETE FROM grouping_snapshot", token);
                await using var content = new SnapshotWriter(connection, desk.Position);
                desk.Save(content);
                content.Finish();
            },
            cancellationToken);
        desk.SnapshotPosition = desk.Position;
    }

    private async Task<GroupingDesk?> SnapshotAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command("SELECT content FROM grouping_snapshot ORDER BY part");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!reader.HasRows) return null;
        await using var content = new SnapshotReader(reader);
        try
        {
            return GroupingDesk.Load(content);
        }
        catch (InvalidDataException)
        {
            // Another version's: the steps say all it did, only more slowly.
            return null;
        }
    }

    private async Task<IReadOnlyList<GroupingStep>> StepsAfterAsync(long position, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT act, message, campaign, other, content FROM grouping_step
            WHERE position > @position ORDER BY position LIMIT @limit
            """,
            ("@position", position), ("@limit", ReplaySteps));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var steps = new List<GroupingStep>();
        while (await reader.ReadAsync(cancellationToken)) steps.Add(Read(reader));
        return steps;
    }

    private static (string Name, object? Value)[] Values(GroupingStep step) =>
    [
        ("@act", (int)step.Act), ("@message", step.Message), ("@campaign", step.Campaign), ("@other", step.Other),
        ("@content", step.Content),
    ];

    private static GroupingStep Read(DbDataReader reader) => new(
        (GroupingAct)Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture),
        reader.IsDBNull(1) ? null : reader.GetInt64(1), reader.IsDBNull(2) ? null : (int)reader.GetInt64(2),
        reader.IsDBNull(3) ? null : (int)reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetString(4));
}
