using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>What has vanished from a folder of a mailbox: it stays here, and counts no longer as there.</summary>
/// <param name="Gone">Keys of messages that were seen there and aren't there any more.</param>
/// <param name="Back">Keys of messages that were thought to be gone and are listed again.</param>
/// <param name="Lost">Keys of messages that were missing, and were deleted there before they could be fetched.</param>
internal sealed record VanishedKeys(IReadOnlyList<string> Gone, IReadOnlyList<string> Back, IReadOnlyList<string> Lost)
{
    public bool IsNothing => Gone.Count == 0 && Back.Count == 0 && Lost.Count == 0;

    /// <returns>How many of them had been there until now.</returns>
    public async Task<int> NoteAsync(
        DbConnection connection, long source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var gone = 0;
        foreach (var key in Gone)
        {
            gone += await connection.ExecuteAsync(
                "UPDATE sighting SET gone_at = @now WHERE source = @source AND source_key = @key AND gone_at IS NULL",
                cancellationToken, ("@now", Instants.ToMicroseconds(now)), ("@source", source), ("@key", key)) > 0
                    ? 1 : 0;
        }

        foreach (var key in Back)
        {
            await connection.ExecuteAsync(
                "UPDATE sighting SET gone_at = NULL WHERE source = @source AND source_key = @key",
                cancellationToken, ("@source", source), ("@key", key));
        }

        // Named once: they are counted with their folder from now on.
        foreach (var key in Lost)
        {
            await connection.ExecuteAsync(
                "DELETE FROM source_missing WHERE source = @source AND source_key = @key", cancellationToken,
                ("@source", source), ("@key", key));
        }

        return gone;
    }
}
