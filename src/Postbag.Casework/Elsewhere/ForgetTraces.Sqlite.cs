using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>The index keeps the words of deleted rows until its segments are merged; the file keeps free pages, and the
/// log what was written. https://www.sqlite.org/fts5.html#the_optimize_command, https://www.sqlite.org/lang_vacuum.html
/// (read 2026-11-22).</summary>
internal sealed class SqliteForgetTraces(Engine engine) : ForgetTraces
{
    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await engine.WriteAsync(
            (connection, token) =>
                connection.ExecuteAsync("INSERT INTO message_words (message_words) VALUES ('optimize')", token),
                cancellationToken);
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        foreach (var sql in (string[])["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"])
        {
            await using var command = connection.Command(sql);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
