using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>https://www.postgresql.org/docs/15/sql-vacuum.html (read 2026-11-22): FULL writes a table anew without what
/// is gone. The large one, with the bytes of all letters, keeps them apart from its rows and is only swept, so that
/// reading goes on.</summary>
internal sealed class PostgresForgetTraces(Engine engine) : ForgetTraces
{
    private static readonly string[] Tables =
    [
        "message_evidence", "message_writer", "message_person", "person", "person_name", "person_email", "person_phone",
        "person_address", "person_act", "elsewhere_answer", "post_need", "message_defect",
    ];

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        foreach (var sql in (
            string[])["VACUUM raw_message, message, message_words, campaign_letter, thread_message",
            .. Tables.Select(table => $"VACUUM (FULL) {table}")])
        {
            await using var command = connection.Command(sql);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
