using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework.Inbox.Documents;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office.Jobs;

namespace Postbag.Casework.Inbox;

/// <summary>The inbox's work that goes on by itself.</summary>
public static class InboxJobs
{
    /// <summary>Reads what was stored and never read, because an import or the server was killed in between.</summary>
    public static readonly JobKind ReadStored = new("inbox.read", "Read what was stored", ReadAsync)
    {
        Every = TimeSpan.FromMinutes(5),
    };

    /// <summary>Counts every source there and here, once a day and whenever somebody asks.</summary>
    public static readonly JobKind Reconcile =
        new("inbox.reconcile", "Count what came in against its sources", ReconcileAsync)
    {
        Every = TimeSpan.FromDays(1),
    };

    /// <summary>Reads what is attached to letters, for the search; after an update, the letters too.</summary>
    public static readonly JobKind ReadAttached =
        new("inbox.documents", "Read attachments for the search", ReadDocumentsAsync)
    {
        Every = TimeSpan.FromMinutes(5),
    };

    private static async Task<string> ReadDocumentsAsync(JobRun run, CancellationToken cancellationToken)
    {
        var done = await new ReadDocuments(run.Office.Engine).RunAsync(
            count => run.Report(count, null, "Reading attachments"), cancellationToken);
        // Whoever waits for the text of an attachment goes on.
        if (done > 0) run.Services.GetRequiredService<Arrivals>().Ring(run.Office);
        return done == 0 ? "Nothing was waiting." : $"{done:N0} messages can be searched whole.";
    }

    private static async Task<string> ReconcileAsync(JobRun run, CancellationToken cancellationToken)
    {
        var clock = run.Services.GetRequiredService<TimeProvider>();
        var sources = await new ReconcileSources(run.Office, run.Services.GetRequiredService<MailboxDoor>(), clock)
            .RunAllAsync(
                done => run.Report(done, null, "Comparing messages"), cancellationToken);
        var missing = sources.Sum(source => source.Last?.MissingCount ?? 0);
        return missing == 0
            ? $"{sources.Count:N0} sources, nothing is missing."
            : $"{sources.Count:N0} sources, {missing:N0} messages are missing: see where post comes from.";
    }

    private static async Task<string> ReadAsync(JobRun run, CancellationToken cancellationToken)
    {
        var (read, _) = await new ReadWaiting(run.Office.Engine).RunAsync(cancellationToken);
        run.Report(read, read, null);
        return read == 0 ? "Nothing was waiting." : $"Read {read:N0} messages.";
    }
}
