using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Postbag.Casework.Inbox.Reconciliation;

internal sealed class SqliteSightings : Sightings
{
    public override async Task<ILookup<string, byte[]>> FindAsync(
        DbConnection connection, long source, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var command = (SqliteCommand)connection.Command(
            """
            SELECT r.sha256 FROM sighting s JOIN raw_message r ON r.number = s.message
            WHERE s.source = @source AND s.source_key = @key
            """,
            ("@source", source), ("@key", null));
        var found = new List<(string Key, byte[] Sha256)>(keys.Count);
        foreach (var key in keys)
        {
            command.Parameters[1].Value = key;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) found.Add((key, reader.GetFieldValue<byte[]>(0)));
        }

        return found.ToLookup(row => row.Key, row => row.Sha256, StringComparer.Ordinal);
    }
}
