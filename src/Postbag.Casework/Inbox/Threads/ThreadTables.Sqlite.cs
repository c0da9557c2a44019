using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Threads;

internal sealed class SqliteThreadTables : ThreadTables
{
    public override Task AddKeysAsync(
        DbConnection connection, IReadOnlyList<ThreadEntry> entries, CancellationToken cancellationToken)
    {
        using var add = SqliteStatement.Of(
            connection, "INSERT INTO thread_key (hash, role, message) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", 3);
        // In the order of the table, so that neighbours are written together.
        foreach (var (hash, role, number) in entries
            .SelectMany(entry => entry.Keys().Select(key => (key.Hash, key.Role, entry.Number))).Order())
            add.Run(hash, (int)role, number);
        return Task.CompletedTask;
    }

    public override Task AddMessagesAsync(
        DbConnection connection, IReadOnlyList<(ThreadEntry Entry, long Thread)> entries,
        CancellationToken cancellationToken)
    {
        using var add = SqliteStatement.Of(
            connection,
            """
            INSERT INTO thread_message (message, thread, received_at, sender, people, subject, parent)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            7);
        foreach (var (entry, thread) in entries)
        {
            add.Run(
                entry.Number, thread, entry.ReceivedAt, entry.Facts.Sender, Pack(entry.Facts.People),
                entry.Facts.Subject, entry.Facts.References.Count > 0 ? entry.Facts.References[0] : null);
        }

        return Task.CompletedTask;
    }
}
