using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>A mailbox is one fetcher's at a time, whichever process it is in: two would do no harm, only the work
/// twice. The lease is a row's columns, renewed while the work goes on; it runs out by itself if the fetcher is
/// killed.</summary>
public sealed class MailboxLease : IAsyncDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(8);

    private readonly Engine engine;
    private readonly Id<Mailbox> mailbox;
    private readonly Guid runner;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource over = new();
    private readonly Task renewing;

    private MailboxLease(Engine engine, Id<Mailbox> mailbox, Guid runner, TimeProvider clock)
    {
        (this.engine, this.mailbox, this.runner, this.clock) = (engine, mailbox, runner, clock);
        renewing = RenewAsync();
    }

    /// <summary>Cancelled when somebody else has it, or the mailbox is gone.</summary>
    public CancellationToken Lost => lost.Token;

    /// <returns>Null if it is somebody else's now.</returns>
    public static async Task<MailboxLease?> TakeAsync(
        Engine engine, Id<Mailbox> mailbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        var runner = Guid.CreateVersion7(clock.GetUtcNow());
        var now = clock.GetUtcNow();
        var taken = await engine.WriteAsync(
            (connection, token) => connection.ExecuteAsync(
                """
                UPDATE mailbox SET runner = @runner, lease_until = @until
                WHERE id = @id AND (lease_until IS NULL OR lease_until <= @now)
                """,
                token, ("@runner", engine.IdValue(runner)), ("@until", Instants.ToMicroseconds(now + Lasts)),
                ("@id", engine.IdValue(mailbox.Value)), ("@now", Instants.ToMicroseconds(now))),
            cancellationToken);
        return taken == 1 ? new MailboxLease(engine, mailbox, runner, clock) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await renewing;
        try
        {
            await engine.WriteAsync(
                (connection, token) => connection.ExecuteAsync(
                    "UPDATE mailbox SET runner = NULL, lease_until = NULL WHERE id = @id AND runner = @runner",
                    token, ("@id", engine.IdValue(mailbox.Value)), ("@runner", engine.IdValue(runner))),
                CancellationToken.None);
        }
        catch (Exception failure) when (engine.Explain(failure) is not null)
        {
            // The store is out of order: the lease runs out by itself.
        }

        lost.Dispose();
        over.Dispose();
    }

    private async Task RenewAsync()
    {
        while (true)
        {
            await Task.Delay(Renewal, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested) return;
            try
            {
                var kept = await engine.WriteAsync(
                    (connection, token) => connection.ExecuteAsync(
                        "UPDATE mailbox SET lease_until = @until WHERE id = @id AND runner = @runner", token,
                        ("@until", Instants.ToMicroseconds(clock.GetUtcNow() + Lasts)),
                        ("@id", engine.IdValue(mailbox.Value)), ("@runner", engine.IdValue(runner))),
                    over.Token);
                if (kept == 1) continue;
                await lost.CancelAsync();
                return;
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (engine.Explain(failure) is not null)
            {
                // Tried again in a moment; should somebody else take it meanwhile, the work is only done twice.
            }
        }
    }
}
