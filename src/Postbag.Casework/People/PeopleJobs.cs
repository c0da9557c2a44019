using Microsoft.Extensions.DependencyInjection;
using Postbag.Office;
using Postbag.Office.Jobs;
using Postbag.Places;

namespace Postbag.Casework.People;

/// <summary>Work about people that goes on by itself.</summary>
public static class PeopleJobs
{
    /// <summary>Finds who wrote what was read, and grades anew when the places have changed.</summary>
    public static readonly JobKind Link =
        new("people.link", "Find who wrote", LinkAsync) { Every = TimeSpan.FromMinutes(5) };

    private static async Task<string> LinkAsync(JobRun run, CancellationToken cancellationToken)
    {
        var looked = await new LinkWriters(
            run.Office.Engine, TimeProvider.System, run.Services.GetService<PlacesFolder>()?.Index).RunAsync(
                done => run.Report(done, null, "Finding who wrote"), cancellationToken);
        return looked == 0 ? "Nothing was waiting." : $"Looked at {looked:N0} messages.";
    }
}
