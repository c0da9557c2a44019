namespace Postbag.Office;

/// <summary>Wakes whoever waits for work in this process. Ring as often as you like: rung twice before it is heard, it
/// is heard once. A bell that nobody hears does no harm, because what there is to do stands in rows.</summary>
public class Bell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        if (rung.CurrentCount > 0) return;
        try
        {
            rung.Release();
        }
        catch (Exception heard) when (heard is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody was quicker, or nobody listens any more.
        }
    }

    /// <summary>Returns when it rings, or after a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        rung.WaitAsync(atMost, cancellationToken);

    /// <summary>Returns when it rings.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => rung.WaitAsync(cancellationToken);

    public void Dispose()
    {
        rung.Dispose();
        GC.SuppressFinalize(this);
    }
}
