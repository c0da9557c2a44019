using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Maildirs;

/// <summary>Takes from a Maildir what hasn't been taken yet. Done again, it adds nothing; ended anywhere, the next go
/// finishes.</summary>
internal sealed class TakeFromMaildir(Engine engine, TimeProvider clock, string root)
{
    private const int BatchMessages = 200;
    private const long BatchBytes = 8 << 20;

    private readonly Ledger ledger = new(engine, clock);
    private readonly KnownSources sources = new(engine, clock);
    private readonly Sightings sightings = Sightings.Of(engine);
    private readonly MaildirFolder folder = new(root);
    private long source;

    /// <returns>How many were taken.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (source == 0)
            source = await ledger.OpenSourceAsync(MaildirListing.MaildirKind, root, cancellationToken);
        if (!folder.IsThere)
        {
            await sources.NoteTroubleAsync(source, "The folder isn't there, or isn't a Maildir.", cancellationToken);
            return 0;
        }

        var taken = 0;
        foreach (var some in folder.Messages().Chunk(BatchMessages))
            taken += await TakeAsync(await NewOfAsync(some, cancellationToken), cancellationToken);
        await sources.NoteContactAsync(source, cancellationToken);
        return taken;
    }

    private async Task<List<MaildirMessage>> NewOfAsync(MaildirMessage[] messages, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var seen = await sightings.FindAsync(
            connection, source, [.. messages.Select(message => message.Key)], cancellationToken);
        return messages.Where(message => !seen.Contains(message.Key)).ToList();
    }

    private async Task<int> TakeAsync(List<MaildirMessage> messages, CancellationToken cancellationToken)
    {
        var batch = new List<Incoming>();
        long bytes = 0;
        var taken = 0;
        foreach (var message in messages)
        {
            if (await ReadAsync(message, cancellationToken) is not { } incoming) continue;
            batch.Add(incoming);
            bytes += incoming.Bytes.Length;
            if (bytes < BatchBytes) continue;
            taken += (await ledger.StoreAsync(source, batch, cancellationToken)).Count;
            (batch, bytes) = ([], 0);
        }

        if (batch.Count > 0) taken += (await ledger.StoreAsync(source, batch, cancellationToken)).Count;
        return taken;
    }

    /// <summary>Null if it can't be read now: moved by a mail program a moment ago, or not for us to read. It stays on
    /// the list of what is there, so it is looked for again, and counted as missing until it is here.</summary>
    private static async Task<Incoming?> ReadAsync(MaildirMessage message, CancellationToken cancellationToken)
    {
        try
        {
            // More than is ever read of a message would only fill the memory.
            if (new FileInfo(message.File).Length > ReadOptions.Default.MaxBytes) return null;
            var bytes = await File.ReadAllBytesAsync(message.File, cancellationToken);
            return bytes.Length > 0 ? new Incoming(message.Key, bytes, IsSeen: message.IsSeen) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
