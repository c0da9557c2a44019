using Microsoft.Extensions.DependencyInjection;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;

namespace Postbag.Casework.Elsewhere;

/// <summary>Work about somebody else's constituents that goes on by itself.</summary>
public static class ElsewhereJobs
{
    /// <summary>Looks at the short clock every day.</summary>
    public static readonly JobKind Delete =
        new("elsewhere.delete", "Delete letters whose short clock has run out", DeleteAsync)
    {
        Every = TimeSpan.FromDays(1),
    };

    private static async Task<string> DeleteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var look = await new DeleteDue(
            run.Office.Engine, run.Services.GetRequiredService<AuditTrail>(), TimeProvider.System).RunAsync(
                done => run.Report(done, null, "Deleting letters"), cancellationToken);
        return look.Asks.Length > 0 ? $"Nothing was deleted: {look.Asks} Somebody has to say whether the day is right."
            : look.Deleted == 0 ? $"Nothing was due; {look.Announced:N0} letters were announced."
            : $"{look.Deleted:N0} letters were deleted, {look.Announced:N0} announced.";
    }
}
