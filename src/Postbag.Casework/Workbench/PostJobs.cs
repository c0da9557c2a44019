using Postbag.Office.Jobs;

namespace Postbag.Casework.Workbench;

/// <summary>The workbench's work that goes on by itself.</summary>
public static class PostJobs
{
    /// <summary>Sorts what was read and grouped, and brings back what was parked until now.</summary>
    public static readonly JobKind Sort =
        new("post.sort", "Sort the post", SortAsync) { Every = TimeSpan.FromMinutes(5) };

    private static async Task<string> SortAsync(JobRun run, CancellationToken cancellationToken)
    {
        var sorted = await new SortPost(run.Office.Engine, TimeProvider.System).RunAsync(
            done => run.Report(done, null, "Sorting the post"), cancellationToken);
        return sorted == 0 ? "Nothing was waiting." : $"Sorted {sorted:N0} messages.";
    }
}
