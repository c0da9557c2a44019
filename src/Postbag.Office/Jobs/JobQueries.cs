using Microsoft.EntityFrameworkCore;
using Postbag.Storage;

namespace Postbag.Office.Jobs;

public sealed record JobRow(
    Id<Job> Id, string Kind, JobState State, DateTimeOffset AskedAt, DateTimeOffset DueAt, DateTimeOffset? FinishedAt,
    int Attempts, long Done, long? Total, string? Note, bool CancelAsked, string? Outcome, bool IsByItself);

/// <summary>What the jobs page shows.</summary>
public sealed class JobQueries(OfficeDb db)
{
    public const int PageSize = 30;

    /// <summary>What runs and waits, then what has ended, the newest first.</summary>
    public async Task<IReadOnlyList<JobRow>> LatestAsync(CancellationToken cancellationToken)
    {
        var active = await RowsAsync(
            db.Jobs.Where(j => j.State == JobState.Running || j.State == JobState.Waiting)
                .OrderBy(j => j.State).ThenBy(j => j.DueAt), cancellationToken);
        var ended = await RowsAsync(
            db.Jobs.Where(j => j.FinishedAt != null).OrderByDescending(j => j.FinishedAt), cancellationToken);
        return [.. active, .. ended];
    }

    private static Task<List<JobRow>> RowsAsync(IQueryable<Job> jobs, CancellationToken cancellationToken) =>
        jobs.AsNoTracking().Take(PageSize)
            .Select(j => new JobRow(
                j.Id, j.Kind, j.State, j.AskedAt, j.DueAt, j.FinishedAt, j.Attempts, j.Done, j.Total, j.Note,
                j.CancelAsked, j.Outcome, j.AskedBy == null))
            .ToListAsync(cancellationToken);
}
