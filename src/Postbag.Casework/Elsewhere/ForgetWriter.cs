using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>Takes from people what a letter that goes said of them; whoever was known from it alone, and nobody kept,
/// goes too.</summary>
internal sealed class ForgetWriter(Engine engine)
{
    private readonly PersonTables tables = new(engine, TimeProvider.System);

    public async Task RunAsync(DbConnection connection, long message, CancellationToken cancellationToken)
    {
        await PersonTables.LockAsync(connection, cancellationToken);
        var people = await connection.NumbersAsync(
            """
            SELECT person FROM message_person WHERE message = @message UNION SELECT person FROM person_act WHERE message = @message
            UNION SELECT person FROM person_name WHERE message = @message UNION SELECT person FROM person_email WHERE message = @message
            UNION SELECT person FROM person_phone WHERE message = @message UNION SELECT person FROM person_address WHERE message = @message
            """,
            cancellationToken, ("@message", message));
        foreach (var table in (
            string[])["message_person", "person_act", "person_name", "person_email", "person_phone", "person_address"])
            await connection.ExecuteAsync(
                $"DELETE FROM {table} WHERE message = @message", cancellationToken, ("@message", message));
        foreach (var person in people)
        {
            await tables.RelearnAsync(connection, person, cancellationToken);
            await RemoveIfUnknownAsync(connection, person, cancellationToken);
        }
    }

    /// <summary>Nobody kept them, no letter is theirs, and nobody was joined with them.</summary>
    private static async Task RemoveIfUnknownAsync(
        DbConnection connection, long person, CancellationToken cancellationToken)
    {
        var isUnknown = await connection.NumberAsync(
            """
            SELECT count(*) FROM person p WHERE p.number = @person AND NOT p.is_kept AND p.merged_into IS NULL
              AND NOT EXISTS (SELECT 1 FROM message_person l WHERE l.person = p.number AND l.state IN (1, 2))
              AND NOT EXISTS (SELECT 1 FROM person f WHERE f.merged_into = p.number)
              AND NOT EXISTS (SELECT 1 FROM person_note n WHERE n.person = p.number)
            """,
            cancellationToken, ("@person", person));
        if (isUnknown != 1) return;
        foreach (var sql in (string[])
        [
            "DELETE FROM person_act WHERE person = @person OR other = @person",
            "DELETE FROM person_apart WHERE person = @person OR other = @person",
            "DELETE FROM message_person WHERE person = @person", "DELETE FROM person_name WHERE person = @person",
            "DELETE FROM person_email WHERE person = @person", "DELETE FROM person_phone WHERE person = @person",
            "DELETE FROM person_address WHERE person = @person", "DELETE FROM person WHERE number = @person",
        ])
            await connection.ExecuteAsync(sql, cancellationToken, ("@person", person));
    }
}
