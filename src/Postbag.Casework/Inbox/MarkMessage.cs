using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Marks messages as read or unread, and keeps the tally true.</summary>
public sealed class MarkMessage(Engine engine)
{
    public Task RunAsync(long number, bool isUnread, CancellationToken cancellationToken) => engine.WriteAsync(
        (connection, token) => SetAsync(engine, connection, [number], isUnread, token), cancellationToken);

    /// <summary>Marks many, within the engine's write. Those that are so marked already, or aren't there, stay as they
    /// are.</summary>
    internal static async Task SetAsync(
        Engine engine, DbConnection connection, IReadOnlyList<long> numbers, bool isUnread,
        CancellationToken cancellationToken)
    {
        var list = NumberList.Of(engine);
        var changed = await connection.ExecuteAsync(
            $"""
            UPDATE message SET is_unread = @unread
            WHERE {list.In("number", "@numbers")} AND is_unread <> @unread AND place IS NOT NULL
            """,
            cancellationToken, ("@unread", isUnread), ("@numbers", list.Value(numbers)));
        if (changed == 0) return;
        await connection.ExecuteAsync(
            "UPDATE inbox_tally SET unread = unread + @change, changes = changes + 1", cancellationToken,
            ("@change", isUnread ? changed : -changed));
    }
}
