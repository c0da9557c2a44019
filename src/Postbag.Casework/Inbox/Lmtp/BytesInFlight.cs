namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>How much of messages may be in memory at once, over all connections. Whoever comes when it is used up waits
/// in line, and its client with it: that is the backpressure.</summary>
/// <remarks>A message reserves its stated size before its first byte is asked for. One that turns out larger gets more
/// only if there is more at once: if it waited while holding some, two of them could wait for each other for
/// ever.</remarks>
internal sealed class BytesInFlight(long limit)
{
    private readonly Lock gate = new();
    private readonly Queue<(long Bytes, TaskCompletionSource Turn)> waiting = new();
    private long used;

    public long Used
    {
        get
        {
            lock (gate) return used;
        }
    }

    /// <summary>Waits for room, in order of arrival.</summary>
    public async Task ReserveAsync(long bytes, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (waiting.Count == 0 && TryTake(bytes)) return;
            waiting.Enqueue((bytes, turn));
        }

        await using var giveUp = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
    }

    /// <returns>False if there is no room now.</returns>
    public bool TryReserve(long bytes)
    {
        lock (gate) return waiting.Count == 0 && TryTake(bytes);
    }

    public void Release(long bytes)
    {
        lock (gate)
        {
            used -= bytes;
            while (waiting.TryPeek(out var next))
            {
                if (next.Turn.Task.IsCanceled)
                {
                    waiting.Dequeue();
                    continue;
                }

                if (!TryTake(next.Bytes)) return;
                waiting.Dequeue();
                if (!next.Turn.TrySetResult()) used -= next.Bytes;
            }
        }
    }

    private bool TryTake(long bytes)
    {
        if (used + bytes > limit && used > 0) return false;
        used += bytes;
        return true;
    }
}
