using System.Data.Common;

namespace Postbag.Casework.Inbox.Threads;

internal sealed class PostgresThreadTables : ThreadTables
{
    public override async Task AddKeysAsync(
        DbConnection connection, IReadOnlyList<ThreadEntry> entries, CancellationToken cancellationToken)
    {
        var keys = entries.SelectMany(entry => entry.Keys().Select(key => (key.Hash, key.Role, entry.Number))).Order()
            .ToList();
        await connection.ExecuteAsync(
            """
            INSERT INTO thread_key (hash, role, message) SELECT * FROM unnest(@hash, @role, @message)
            ON CONFLICT DO NOTHING
            """,
            cancellationToken, ("@hash", keys.Select(key => key.Hash).ToArray()),
            ("@role", keys.Select(key => (int)key.Role).ToArray()),
            ("@message", keys.Select(key => key.Number).ToArray()));
    }

    public override Task AddMessagesAsync(
        DbConnection connection, IReadOnlyList<(ThreadEntry Entry, long Thread)> entries,
        CancellationToken cancellationToken)
    {
        T[] Column<T>(Func<ThreadEntry, T> value) => [.. entries.Select(entry => value(entry.Entry))];

        return connection.ExecuteAsync(
            """
            INSERT INTO thread_message (message, thread, received_at, sender, people, subject, parent)
            SELECT * FROM unnest(@message, @thread, @received, @sender, @people, @subject, @parent)
            """,
            cancellationToken, ("@message", Column(entry => entry.Number)),
            ("@thread", entries.Select(entry => entry.Thread).ToArray()),
            ("@received", Column(entry => entry.ReceivedAt)),
            ("@sender", Column(entry => entry.Facts.Sender)), ("@people", Column(entry => Pack(entry.Facts.People))),
            ("@subject", Column(entry => entry.Facts.Subject)),
            ("@parent", Column(entry => entry.Facts.References.Count > 0 ? entry.Facts.References[0] : (long?)null)));
    }
}
