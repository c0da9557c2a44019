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

    private static async Task<string> ReadAsync(JobRun run, CancellationToken cancellationToken)
    {
        var (read, _) = await new ReadWaiting(run.Office.Engine).RunAsync(cancellationToken);
        run.Report(read, read, null);
        return read == 0 ? "Nothing was waiting." : $"Read {read:N0} messages.";
    }
}
