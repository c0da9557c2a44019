using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench;

/// <summary>An item as it was before an act; enough to put it back.</summary>
internal sealed record PostBefore(
    long Message, Pile Pile, PostState State, Outcome Outcome, Guid? Owner, long? Until, bool IsFlagged, long? Act);

/// <summary>Writes items and their counts together. For use inside the engine's writes, after
/// <see cref="TakeAsync"/>.</summary>
internal sealed class PostTables(Engine engine)
{
    public const int ParkedSlot = 100;
    public const int HandledSlot = 200;

    private readonly NumberList list = NumberList.Of(engine);

    /// <summary>From here to the end of the transaction nobody else changes items.</summary>
    public static Task TakeAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("UPDATE post_head SET changes = changes + 1", cancellationToken);

    public static int SlotOf(Pile pile, PostState state) => state switch
    {
        PostState.Waiting => (int)pile,
        PostState.Parked => ParkedSlot,
        _ => HandledSlot,
    };

    /// <summary>Those of the items that are there, as they are, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<PostBefore>> ReadAsync(
        DbConnection connection, IReadOnlyList<long> messages, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"""
            SELECT message, pile, state, outcome, owner, until, is_flagged, act FROM post_item
            WHERE {list.In("message", "@messages")} ORDER BY message
            """,
            ("@messages", list.Value(messages)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<PostBefore>(messages.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new PostBefore(
                reader.GetInt64(0), (Pile)Whole(reader, 1), (PostState)Whole(reader, 2), (Outcome)Whole(reader, 3),
                reader.IsDBNull(4) ? null : engine.ReadId(reader, 4), reader.IsDBNull(5) ? null : reader.GetInt64(5),
                Convert.ToBoolean(reader.GetValue(6), CultureInfo.InvariantCulture),
                reader.IsDBNull(7) ? null : reader.GetInt64(7)));
        }

        return found;
    }

    /// <summary>Writes items as they are now, and moves the counts.</summary>
    /// <param name="changes">Each as it was and as it is to be.</param>
    public async Task WriteAsync(
        DbConnection connection, IReadOnlyList<(PostBefore Was, PostBefore Now)> changes, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var moved = new SortedDictionary<int, long>();
        // Most acts do the same to many: one statement for all that end alike.
        foreach (var alike in changes.GroupBy(change => change.Now with { Message = 0 }))
        {
            var now = alike.Key;
            await connection.ExecuteAsync(
                $"""
                UPDATE post_item SET pile = @pile, state = @state, outcome = @outcome, owner = @owner, until = @until,
                  is_flagged = @flagged, act = @act, changed_at = @at
                WHERE {list.In("message", "@messages")}
                """,
                cancellationToken, ("@pile", (int)now.Pile), ("@state", (int)now.State), ("@outcome", (int)now.Outcome),
                ("@owner", now.Owner is { } owner ? engine.IdValue(owner) : DBNull.Value), ("@until", now.Until),
                ("@flagged", now.IsFlagged), ("@act", now.Act), ("@at", Instants.ToMicroseconds(at)),
                ("@messages", list.Value(alike.Select(change => change.Was.Message))));
            foreach (var (was, _) in alike)
            {
                Count(moved, SlotOf(was.Pile, was.State), -1);
                Count(moved, SlotOf(now.Pile, now.State), 1);
            }
        }

        await MoveAsync(connection, moved, cancellationToken);
        // What a person had touched wasn't followed in the meantime.
        var released = changes.Where(change => change is { Was.Act: not null, Now.Act: null })
            .Select(change => change.Was.Message).ToList();
        if (released.Count == 0) return;
        await connection.ExecuteAsync(
            $"INSERT INTO post_again (message) SELECT message FROM post_item WHERE {list.In("message", "@messages")}",
            cancellationToken, ("@messages", list.Value(released)));
    }

    /// <summary>Keeps the needs that were found in a letter, the gravest first; it has none yet.</summary>
    public static async Task AddNeedsAsync(
        DbConnection connection, long message, IReadOnlyList<FoundNeed> needs, CancellationToken cancellationToken)
    {
        for (var i = 0; i < needs.Count; i++)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO post_need (message, position, need, reason, words)
                VALUES (@message, @position, @need, @reason, @words)
                """,
                cancellationToken, ("@message", message), ("@position", i), ("@need", needs[i].Need),
                ("@reason", needs[i].Reason), ("@words", needs[i].Words));
        }
    }

    public static void Count(SortedDictionary<int, long> moved, int slot, long items) =>
        moved[slot] = moved.GetValueOrDefault(slot) + items;

    public static async Task MoveAsync(
        DbConnection connection, SortedDictionary<int, long> moved, CancellationToken cancellationToken)
    {
        foreach (var (slot, items) in moved.Where(pair => pair.Value != 0))
        {
            await connection.ExecuteAsync(
                items < 0
                    ? "UPDATE post_tally SET items = items + @items WHERE slot = @slot"
                    : """
                      INSERT INTO post_tally (slot, items) VALUES (@slot, @items)
                      ON CONFLICT (slot) DO UPDATE SET items = post_tally.items + excluded.items
                      """,
                cancellationToken, ("@slot", slot), ("@items", items));
        }
    }

    private static int Whole(DbDataReader reader, int column) =>
        Convert.ToInt32(reader.GetValue(column), CultureInfo.InvariantCulture);
}
