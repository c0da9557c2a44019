using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Office.Audit;

namespace Postbag.Office.Jobs;

/// <summary>Work that every office has, whichever its side.</summary>
public static class OfficeJobs
{
    /// <summary>Walks the audit trail every night: a broken link should be known in a day, not when it is
    /// needed.</summary>
    public static readonly JobKind CheckAudit = new("audit.check", "Check the audit trail", CheckAuditAsync)
    {
        Every = TimeSpan.FromDays(1), MaxAttempts = 3,
    };

    /// <summary>Forgets sessions and one-time links that ended long ago: they say when people worked.</summary>
    public static readonly JobKind TidyStaff = new("staff.tidy", "Forget old sessions and links", TidyStaffAsync)
    {
        Every = TimeSpan.FromDays(1),
    };

    /// <summary>Forgets work that ended well and that nobody had asked for: every few minutes there is some.</summary>
    public static readonly JobKind TidyJobs = new("jobs.tidy", "Forget old jobs", TidyJobsAsync)
    {
        Every = TimeSpan.FromHours(6),
    };

    private static readonly TimeSpan KeepRecurring = TimeSpan.FromDays(2);
    private static readonly TimeSpan KeepSessions = TimeSpan.FromDays(90);

    private static async Task<string> CheckAuditAsync(JobRun run, CancellationToken cancellationToken)
    {
        var db = run.Services.GetRequiredService<OfficeDb>();
        var total = await db.AuditEntries.LongCountAsync(cancellationToken);
        var result = await AuditCheck.RunAsync(
            run.Office.Engine, done => run.Report(done, total, "Checking entries"), cancellationToken);
        run.Report(result.Entries, result.Entries, null);
        return result.Broken is { } broken
            ? throw new CannotException($"The audit trail is broken at entry {broken.Sequence}. {broken.What}")
            : $"{result.Entries:N0} entries, the chain is whole.";
    }

    private static async Task<string> TidyJobsAsync(JobRun run, CancellationToken cancellationToken)
    {
        var db = run.Services.GetRequiredService<OfficeDb>();
        var before = run.Services.GetRequiredService<TimeProvider>().GetUtcNow() - KeepRecurring;
        var forgotten = 0;
        await db.ActAsync(
            async token => forgotten = await db.Jobs
                .Where(j => j.State == JobState.Done && j.AskedBy == null && j.OnceKey == j.Kind
                    && j.FinishedAt < before)
                .ExecuteDeleteAsync(token),
            cancellationToken);
        return forgotten == 0 ? "There was nothing to forget." : $"Forgot {forgotten:N0} jobs.";
    }

    private static async Task<string> TidyStaffAsync(JobRun run, CancellationToken cancellationToken)
    {
        var db = run.Services.GetRequiredService<OfficeDb>();
        var before = run.Services.GetRequiredService<TimeProvider>().GetUtcNow() - KeepSessions;
        var forgotten = 0;
        await db.ActAsync(
            async token =>
            {
                forgotten = await db.StaffSessions.Where(s => s.LastSeenAt < before).ExecuteDeleteAsync(token);
                forgotten += await db.StaffLinks.Where(l => l.ExpiresAt < before).ExecuteDeleteAsync(token);
            },
            cancellationToken);
        return forgotten == 0 ? "There was nothing to forget." : $"Forgot {forgotten:N0} sessions and links.";
    }
}
