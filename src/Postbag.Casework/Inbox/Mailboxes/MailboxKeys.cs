using System.Globalization;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>The keys of a folder's messages in the ledger: "folder;uidvalidity;uid". With the uidvalidity in it, a
/// server that numbers its messages anew is believed: everything is fetched again, and the same bytes are further
/// sightings.</summary>
internal sealed class MailboxKeys(Engine engine, long source, string folder, uint uidValidity)
{
    private const int BatchSize = 1000;

    private readonly Sightings sightings = Sightings.Of(engine);

    private string Prefix => string.Create(CultureInfo.InvariantCulture, $"{folder};{uidValidity};");

    public string Of(uint uid) => string.Create(CultureInfo.InvariantCulture, $"{folder};{uidValidity};{uid}");

    /// <summary>Those of these numbers that the ledger doesn't hold, ascending as they came.</summary>
    public async Task<List<uint>> NotHereAsync(IReadOnlyList<uint> uids, CancellationToken cancellationToken)
    {
        var absent = new List<uint>();
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        foreach (var batch in uids.Chunk(BatchSize))
        {
            var seen = await sightings.FindAsync(connection, source, [.. batch.Select(Of)], cancellationToken);
            absent.AddRange(batch.Where(uid => !seen.Contains(Of(uid))));
        }

        return absent;
    }

    /// <summary>What has vanished, by comparing all that was ever seen in the folder with all it lists now.</summary>
    /// <param name="listed">Everything there, ascending.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<VanishedKeys> VanishedAsync(IReadOnlyCollection<uint> listed, CancellationToken cancellationToken)
    {
        var there = listed as HashSet<uint> ?? [.. listed];
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        // Not LIKE: a folder's name may have its wildcards.
        await using var command = connection.Command(
            """
            SELECT DISTINCT source_key, gone_at FROM sighting
            WHERE source = @source AND substr(source_key, 1, @length) = @prefix
            """,
            ("@source", source), ("@length", Characters(Prefix)), ("@prefix", Prefix));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> gone = [], back = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = reader.GetString(0);
            if (UidOf(key) is not { } uid) continue;
            var isThere = there.Contains(uid);
            if (!isThere && reader.IsDBNull(1)) gone.Add(key);
            else if (isThere && !reader.IsDBNull(1)) back.Add(key);
        }

        return new VanishedKeys(gone, back, []);
    }

    /// <summary>Those that were missing when everything was last counted, and aren't there any more either.</summary>
    public async Task<List<string>> LostAsync(IReadOnlyCollection<uint> listed, CancellationToken cancellationToken)
    {
        var there = listed.ToHashSet();
        var uids = new List<uint>();
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
        {
            await using var command = connection.Command(
                "SELECT source_key FROM source_missing WHERE source = @source", ("@source", source));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                if (UidOf(reader.GetString(0)) is { } uid && !there.Contains(uid)) uids.Add(uid);
        }

        return [.. (await NotHereAsync(uids, cancellationToken)).Select(Of)];
    }

    /// <summary>The number in a key; null for a key of another folder. One called "A;7" has keys that begin like those
    /// of folder "A", but what follows is no number then.</summary>
    private uint? UidOf(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
            && uint.TryParse(key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
            ? uid
            : null;

    /// <summary>As databases count them: a character outside the first plane is one, and not two.</summary>
    private static int Characters(string text) => text.EnumerateRunes().Count();
}
