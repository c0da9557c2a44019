using System.Data.Common;

namespace Postbag.Casework.Inbox.Reconciliation;

internal sealed class PostgresSightings : Sightings
{
    public override async Task<ILookup<string, byte[]>> FindAsync(
        DbConnection connection, long source, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT s.source_key, r.sha256 FROM sighting s JOIN raw_message r ON r.number = s.message
            WHERE s.source = @source AND s.source_key = ANY (@keys)
            """,
            ("@source", source), ("@keys", keys.ToArray()));
        var found = new List<(string Key, byte[] Sha256)>(keys.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add((reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
        return found.ToLookup(row => row.Key, row => row.Sha256, StringComparer.Ordinal);
    }
}
