using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Marks a message as read or unread, and keeps the tally true.</summary>
public sealed class MarkMessage(Engine engine)
{
    public Task RunAsync(long number, bool isUnread, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            var changed = await connection.ExecuteAsync(
                """
                UPDATE message SET is_unread = @unread
                WHERE number = @number AND is_unread <> @unread AND place IS NOT NULL
                """,
                token, ("@number", number), ("@unread", isUnread));
            if (changed == 0) return;
            await connection.ExecuteAsync(
                "UPDATE inbox_tally SET unread = unread + @change, changes = changes + 1", token, ("@change", isUnread ? 1 : -1));
        },
        cancellationToken);
}
