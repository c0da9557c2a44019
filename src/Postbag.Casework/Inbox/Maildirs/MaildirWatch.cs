using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Maildirs;

/// <summary>Which Maildir is watched.</summary>
/// <param name="Folder">The folder that holds cur and new.</param>
public sealed record WatchedMaildir(string Folder);

/// <summary>Watches a Maildir that another program fetches mail into: told by the system when a file comes, and looking
/// by itself every minute, because the system forgets to tell (a network folder, too many files at once).</summary>
public sealed class MaildirWatch(
    WatchedMaildir watched, OfficeRegistry offices, Arrivals arrivals, TimeProvider clock, ILogger<MaildirWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>Files come in bunches: the rest of the bunch is waited for.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly Bell bell = new();

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var office = offices.Offices.Single();
        var taking = new TakeFromMaildir(office.Engine, clock, Path.GetFullPath(watched.Folder));
        FileSystemWatcher? watcher = null;
        try
        {
            while (true)
            {
                // Watched before it is looked at, so that nothing falls between the two.
                watcher ??= Watch();
                await TakeAsync(office, taking, stoppingToken);
                await bell.WaitAsync(Look, stoppingToken);
                await Task.Delay(Gather, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What isn't taken yet is there when the next process looks.
        }
        finally
        {
            watcher?.Dispose();
        }
    }

    private async Task TakeAsync(OpenOffice office, TakeFromMaildir taking, CancellationToken cancellationToken)
    {
        try
        {
            if (await taking.RunAsync(cancellationToken) > 0) arrivals.Ring(office);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (office.Engine.Explain(failure) is { } sentence)
                log.LogWarning("The Maildir waits: {Sentence}", sentence);
            else log.LogError(failure, "Taking from the Maildir failed, and will be tried again");
        }
    }

    /// <returns>Null if the system can't watch it; then it is looked at every minute.</returns>
    private FileSystemWatcher? Watch()
    {
        try
        {
            var watcher = new FileSystemWatcher(watched.Folder)
            {
                IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName,
            };
            watcher.Created += (_, _) => bell.Ring();
            watcher.Renamed += (_, _) => bell.Ring();
            watcher.Error += (_, _) => bell.Ring();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

public static class MaildirHosting
{
    /// <summary>Takes in mail from a Maildir.</summary>
    public static void AddMaildir(this IServiceCollection services, WatchedMaildir maildir)
    {
        services.AddSingleton(maildir);
        services.AddHostedService<MaildirWatch>();
    }
}
