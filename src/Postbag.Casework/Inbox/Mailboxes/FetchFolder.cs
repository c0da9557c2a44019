using Postbag.Casework.Inbox.Imap;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Takes in the messages of one open folder that the ledger doesn't hold: the newest first, so that today's
/// post is there while the archive still comes.</summary>
/// <remarks>Memory is bounded by two batches, one being fetched and one being stored. What has come before a connection
/// breaks is stored all the same.</remarks>
internal sealed class FetchFolder(
    ImapClient client, MailboxKeys keys, StoreFetched store, Suspects suspects, ImapLimits limits)
{
    private const int HeadsAtOnce = 500;
    private const int BatchMessages = 200;
    private const long BatchBytes = 4 << 20;

    private Task storing = Task.CompletedTask;

    /// <param name="wanted">Their numbers.</param>
    /// <param name="cancellationToken">Stops it; what is stored stays.</param>
    public async Task RunAsync(IReadOnlyList<uint> wanted, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var some in wanted.OrderDescending().Where(uid => !suspects.IsGivenUp(keys.Of(uid)))
                .Chunk(HeadsAtOnce))
            {
                var calm = some.Where(uid => !suspects.IsSuspect(keys.Of(uid))).Order().ToList();
                foreach (var batch in Batches(await FetchHeadsAsync(calm, cancellationToken)))
                    await FetchAsync(batch, cancellationToken);
                foreach (var suspect in some.Where(uid => suspects.IsSuspect(keys.Of(uid))))
                    foreach (var batch in Batches(await FetchHeadsAsync([suspect], cancellationToken)))
                        await FetchAsync(batch, cancellationToken);
            }
        }
        finally
        {
            await storing;
        }
    }

    /// <summary>What the server says of them, the newest first. Some servers fall over a message at this
    /// already.</summary>
    private async Task<IEnumerable<ImapHead>> FetchHeadsAsync(List<uint> uids, CancellationToken cancellationToken)
    {
        var heads = new Dictionary<uint, ImapHead>();
        try
        {
            foreach (var (set, _) in UidSet.Write(uids))
                await client.FetchHeadsAsync(set, head => heads[head.Uid] = head, cancellationToken);
        }
        catch (ImapException)
        {
            suspects.Broke([.. uids.Where(uid => !heads.ContainsKey(uid)).Select(keys.Of)]);
            throw;
        }

        return uids.Where(heads.ContainsKey).Reverse().Select(uid => heads[uid]);
    }

    /// <summary>Batches that are small enough to be held.</summary>
    private IEnumerable<List<ImapHead>> Batches(IEnumerable<ImapHead> heads)
    {
        var batch = new List<ImapHead>();
        long bytes = 0;
        foreach (var head in heads)
        {
            if (head.SizeBytes > limits.MessageBytes)
            {
                suspects.GiveUp(keys.Of(head.Uid), $"it has {head.SizeBytes:N0} bytes, more than can be taken in");
                continue;
            }

            if (batch.Count > 0 && (batch.Count == BatchMessages || bytes + head.SizeBytes > BatchBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(head);
            bytes += head.SizeBytes;
        }

        if (batch.Count > 0) yield return batch;
    }

    private async Task FetchAsync(List<ImapHead> batch, CancellationToken cancellationToken)
    {
        var wanted = batch.ToDictionary(head => head.Uid);
        var come = new List<Incoming>(batch.Count);
        string? refusal = null;
        try
        {
            refusal = await FetchAsync(wanted, come, cancellationToken);
        }
        catch (ImapException)
        {
            suspects.Broke([.. wanted.Keys.Order().Select(keys.Of)]);
            throw;
        }
        finally
        {
            await storing;
            // Stored while the next are fetched. Not stopped: what has come, has come.
            storing = store.RunAsync(come);
        }

        if (refusal is not null) await FetchOneByOneAsync(wanted.Values, refusal, batch.Count, cancellationToken);
    }

    /// <returns>Null, or why the server didn't hand all of them over. What came is no longer in wanted.</returns>
    private async Task<string?> FetchAsync(
        Dictionary<uint, ImapHead> wanted, List<Incoming> come, CancellationToken cancellationToken)
    {
        string? refusal = null;
        var bytes = wanted.Values.Sum(head => head.SizeBytes);
        foreach (var (set, _) in UidSet.Write([.. wanted.Keys.Order()]))
        {
            refusal = await client.FetchBodiesAsync(
                set, bytes,
                body =>
                {
                    if (!wanted.Remove(body.Uid, out var head)) return;
                    if (body.Bytes is { Length: > 0 } whole)
                        come.Add(new Incoming(keys.Of(body.Uid), whole, head.ReceivedAt, head.IsSeen));
                    else
                        suspects.GiveUp(keys.Of(body.Uid), "the mail server hands over nothing for it");
                },
                cancellationToken) ?? refusal;
        }

        return refusal;
    }

    private async Task FetchOneByOneAsync(
        IEnumerable<ImapHead> left, string refusal, int askedFor, CancellationToken cancellationToken)
    {
        foreach (var head in left.ToList())
        {
            if (askedFor == 1) suspects.GiveUp(keys.Of(head.Uid), refusal);
            else await FetchAsync([head], cancellationToken);
        }
    }
}
