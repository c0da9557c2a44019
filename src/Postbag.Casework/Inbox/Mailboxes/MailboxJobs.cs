using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework.Inbox.Imap;
using Postbag.Office;
using Postbag.Office.Jobs;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>What the job of fetching is told.</summary>
public sealed record FetchPayload(string Mailbox);

/// <summary>The first fetching of a mailbox, which may take hours: a job, so that people see its bar and can stop
/// it.</summary>
public static class MailboxJobs
{
    public static readonly JobKind Fetch = new("mailbox.fetch", "Fetch a mailbox", FetchAsync);

    private static readonly TimeSpan Report = TimeSpan.FromMilliseconds(250);

    public static string OnceKey(Id<Mailbox> mailbox) => $"{Fetch.Key}:{mailbox}";

    private static async Task<string> FetchAsync(JobRun run, CancellationToken cancellationToken)
    {
        var id = Id<Mailbox>.Parse(run.Read<FetchPayload>().Mailbox, null);
        var clock = run.Services.GetRequiredService<TimeProvider>();
        await using var lease = await MailboxLease.TakeAsync(run.Office.Engine, id, clock, cancellationToken);
        if (lease is null) return "It is being fetched already, or was removed.";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        var count = new FetchCount();
        var fetching = new FetchMailbox(
            run.Office, run.Services.GetRequiredService<MailboxDoor>(), run.Services.GetRequiredService<FetchPace>(),
            clock)
            .RunAsync(id, count, stop.Token);
        while (!fetching.IsCompleted)
        {
            run.Report(count.Fetched, count.Wanted > 0 ? count.Wanted : null, "Fetching messages");
            await Task.WhenAny(fetching, Task.Delay(Report, CancellationToken.None));
        }

        try
        {
            await fetching;
        }
        catch (ImapException failure)
        {
            throw new CannotException(failure.Message, failure);
        }
        finally
        {
            run.Services.GetRequiredService<MailboxSignal>().Ring();
        }

        run.Report(count.Fetched, count.Fetched, null);
        return $"Fetched {count.Fetched:N0} messages, {count.Stored:N0} of them new"
            + (count.MissingCount == 0
                ? "; nothing is missing." : $"; {count.MissingCount:N0} are missing: see where post comes from.");
    }
}
