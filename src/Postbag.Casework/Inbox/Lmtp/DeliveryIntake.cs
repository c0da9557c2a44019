using Microsoft.Extensions.Logging;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>One office's letterbox: takes messages from all connections and stores what has gathered in one
/// transaction, while the next gather. Nobody is answered before their message is on disk.</summary>
internal sealed class DeliveryIntake : IAsyncDisposable
{
    /// <summary>What every delivery by LMTP is noted under, whatever address the server listens at.</summary>
    public const string SourceName = "LMTP";

    /// <summary>Messages in one transaction: bounds how long the first one waits for the last.</summary>
    private const int MaxBatch = 256;

    private const long MaxBatchBytes = 8 << 20;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OpenOffice office;
    private readonly Ledger ledger;
    private readonly Arrivals arrivals;
    private readonly IntakeTide tide;
    private readonly ILogger log;
    private bool isStoring;
    private bool isClosed;
    private long source;

    public DeliveryIntake(OpenOffice office, Arrivals arrivals, TimeProvider clock, ILogger log)
    {
        (this.office, this.arrivals, this.log) = (office, arrivals, log);
        ledger = new Ledger(office.Engine, clock);
        tide = IntakeTide.Of(office.Engine);
    }

    /// <summary>Stores a message.</summary>
    /// <param name="message">Its bytes; the caller keeps them as they are until it is answered.</param>
    /// <param name="trace">Its envelope.</param>
    /// <returns>The reply: 250 only if it is on disk.</returns>
    public async Task<string> AcceptAsync(ReadOnlyMemory<byte> message, string trace)
    {
        using var brought = tide.Bring();
        // Hashed and packed by whoever brings it, so on all cores; only the writing is in one hand: whoever finds
        // nobody storing stores for all who wait, then hands over to the first of those who came meanwhile.
        var waiting = new Waiting(Ledger.Pack(new Incoming("", message, Trace: trace)));
        lock (gate)
        {
            if (isClosed) return LmtpReplies.ClosingDown;
            queue.Enqueue(waiting);
            if (!isStoring) (isStoring, waiting.IsFirst) = (true, true);
        }

        if (waiting.IsFirst || await waiting.Woken.Task) await StoreForAllAsync();
        return waiting.Reply!;
    }

    /// <summary>Waits until what has come is stored; what comes after is refused.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isClosed = true;
            if (!isStoring) idle.TrySetResult();
        }

        await idle.Task;
    }

    /// <summary>Stores what waits, as much as one transaction may hold; the first of it is the caller's own.</summary>
    private async Task StoreForAllAsync()
    {
        var batch = new List<Waiting>();
        lock (gate)
        {
            long bytes = 0;
            while (batch.Count < MaxBatch && bytes < MaxBatchBytes && queue.TryDequeue(out var next))
            {
                batch.Add(next);
                bytes += next.Message.Content.Length;
            }
        }

        var reply = await StoreAsync(batch);
        foreach (var one in batch)
        {
            // One of them may be what went wrong, and must not keep out the others.
            one.Reply = reply ?? (batch.Count > 1 ? await StoreAsync([one]) : null) ?? LmtpReplies.StoreTrouble;
        }

        lock (gate)
        {
            if (queue.TryPeek(out var next)) next.Woken.SetResult(true);
            else
            {
                isStoring = false;
                if (isClosed) idle.TrySetResult();
            }
        }

        foreach (var one in batch) one.Woken.TrySetResult(false);
    }

    /// <returns>The reply for all of them; null if they failed in a way that may be one message's fault.</returns>
    private async Task<string?> StoreAsync(List<Waiting> batch)
    {
        try
        {
            if (source == 0)
            {
                source = await ledger.OpenSourceAsync(
                    DeliveryListing.DeliveryKind, SourceName, CancellationToken.None);
            }

            await ledger.AcceptAsync(source, batch.ConvertAll(one => one.Message), CancellationToken.None);
            arrivals.Ring(office);
            return LmtpReplies.Stored;
        }
        catch (Exception failure) when (office.Engine.Explain(failure) is { } sentence)
        {
            log.LogWarning("{Count} messages weren't stored and were answered 4xx: {Sentence}", batch.Count, sentence);
            return office.Engine.IsFull(failure) ? LmtpReplies.DiskFull : LmtpReplies.StoreTrouble;
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{Count} messages weren't stored", batch.Count);
            return null;
        }
    }

    private sealed record Waiting(PackedMessage Message)
    {
        public bool IsFirst { get; set; }

        /// <summary>Null until it is known.</summary>
        public string? Reply { get; set; }

        /// <summary>True if its bringer is to store for all who wait; false when it has its reply.</summary>
        public TaskCompletionSource<bool> Woken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
