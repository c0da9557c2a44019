using Postbag.Casework.Inbox;
using Spectre.Console;

namespace Postbag.Commands;

/// <summary>A progress bar while mail is imported; nothing where the output isn't a terminal.</summary>
internal static class ImportProgress
{
    public static async Task ShowAsync(Task run, ImportCount count)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive) await DrawAsync(run, count);
        await run;
    }

    private static Task DrawAsync(Task run, ImportCount count) => AnsiConsole.Progress()
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn())
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask("Importing", maxValue: Math.Max(1, count.BytesTotal));
            while (!run.IsCompleted)
            {
                bar.MaxValue = Math.Max(1, count.BytesTotal);
                bar.Value = count.BytesDone;
                bar.Description = count.Documents == 0 || count.BytesDone < count.BytesTotal
                    ? $"{count.Messages:N0} messages" : $"{count.Documents:N0} with attachments";
                await Task.WhenAny(run, Task.Delay(100));
            }

            bar.Description = $"{count.Messages:N0} messages";
            if (run.IsCompletedSuccessfully) bar.Value = bar.MaxValue;
        });
}
