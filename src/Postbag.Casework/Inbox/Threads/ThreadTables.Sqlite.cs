using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Postbag.Casework.Inbox.Threads;

internal sealed class SqliteThreadTables : ThreadTables
{
    public override async Task AddKeysAsync(
        DbConnection connection, IReadOnlyList<ThreadEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = Statement(
            connection, "INSERT INTO thread_key (hash, role, message) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", 3);
        // In the order of the table, so that neighbours are written together.
        foreach (var (hash, role, number) in entries
            .SelectMany(entry => entry.Keys().Select(key => (key.Hash, key.Role, entry.Number))).Order())
            Run(command, hash, (int)role, number);
    }

    public override async Task AddMessagesAsync(
        DbConnection connection, IReadOnlyList<(ThreadEntry Entry, long Thread)> entries, CancellationToken cancellationToken)
    {
        await using var command = Statement(
            connection,
            """
            INSERT INTO thread_message (message, thread, received_at, sender, people, subject, parent)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            7);
        foreach (var (entry, thread) in entries)
        {
            Run(
                command, entry.Number, thread, entry.ReceivedAt, entry.Facts.Sender, Pack(entry.Facts.People),
                entry.Facts.Subject, entry.Facts.References.Count > 0 ? entry.Facts.References[0] : null);
        }
    }

    private static SqliteCommand Statement(DbConnection connection, string sql, int values)
    {
        var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= values; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
