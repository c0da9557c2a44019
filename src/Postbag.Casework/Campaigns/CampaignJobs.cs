using Postbag.Office.Jobs;

namespace Postbag.Casework.Campaigns;

/// <summary>The campaigns' work that goes on by itself.</summary>
public static class CampaignJobs
{
    /// <summary>Groups what was read and hasn't been grouped, and follows what people corrected.</summary>
    public static readonly JobKind Group = new("campaigns.group", "Recognise campaigns", GroupAsync)
    {
        Every = TimeSpan.FromMinutes(5),
    };

    private static async Task<string> GroupAsync(JobRun run, CancellationToken cancellationToken)
    {
        var looked = await new GroupLetters(run.Office.Engine, TimeProvider.System).RunAsync(
            done => run.Report(done, null, "Recognising campaigns"), cancellationToken);
        return looked == 0 ? "Nothing was waiting." : $"Looked at {looked:N0} messages.";
    }
}
