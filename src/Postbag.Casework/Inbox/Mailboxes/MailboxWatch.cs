using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Postbag.Casework.Inbox.Imap;
using Postbag.Office;
using Postbag.Office.Jobs;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Wakes the watch of this process when a mailbox was added or changed; other processes look every few
/// seconds.</summary>
public sealed class MailboxSignal : Bell;

/// <summary>Keeps a session with every mailbox of every office this process serves, unless another process has it. The
/// first fetching of a mailbox is a job, so that people see how far it is.</summary>
public sealed class MailboxWatch(
    OfficeRegistry offices, MailboxDoor door, FetchPace pace, JobQueue jobs, MailboxSignal signal, TimeProvider clock,
    ILogger<MailboxWatch> log) : BackgroundService
{
    private readonly Dictionary<(OpenOffice, Id<Mailbox>), Watched> watched = [];
    private readonly Dictionary<(OpenOffice, Id<Mailbox>), (int Version, DateTimeOffset At)> asked = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server is up before its mailboxes are: whoever opens a page needn't wait for anybody's mail server.
        await Task.Yield();
        try
        {
            while (true)
            {
                foreach (var office in offices.Offices) await LookAsync(office, stoppingToken);
                await signal.WaitAsync(pace.Watch, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll([.. watched.Values.Select(one => one.Ended)]);
        }
    }

    private async Task LookAsync(OpenOffice office, CancellationToken cancellationToken)
    {
        try
        {
            var mailboxes = await MailboxRows.ReadAsync(office.Engine, cancellationToken);
            foreach (var (key, one) in watched.Where(pair => pair.Key.Item1 == office).ToList())
            {
                var now = mailboxes.FirstOrDefault(mailbox => mailbox.Id == key.Item2);
                if (now is null || now.IsPaused || now.Version != one.Version || one.Ended.IsCompleted)
                {
                    await one.StopAsync();
                    watched.Remove(key);
                }
            }

            foreach (var mailbox in mailboxes.Where(mailbox => !mailbox.IsPaused))
            {
                if (mailbox.FetchedAt is null) await AskAsync(office, mailbox, cancellationToken);
                else Start(office, mailbox, cancellationToken);
            }
        }
        catch (Exception failure) when (office.Engine.Explain(failure) is not null)
        {
            // One office's store is out of order; the others' mail goes on, and this one is asked again later.
            log.LogWarning("An office's mailboxes can't be read: {Failure}", failure.GetType().Name);
        }
    }

    /// <summary>Asks for the first fetching; if it fails, again, but not every few seconds.</summary>
    private async Task AskAsync(OpenOffice office, Mailbox mailbox, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (asked.TryGetValue((office, mailbox.Id), out var last) && last.Version == mailbox.Version
            && now - last.At < pace.RefusedPause)
            return;
        asked[(office, mailbox.Id)] = (mailbox.Version, now);
        await jobs.ExpectAsync(
            office.Engine, MailboxJobs.Fetch, new FetchPayload(mailbox.Id.ToString()), MailboxJobs.OnceKey(mailbox.Id),
            cancellationToken);
    }

    private void Start(OpenOffice office, Mailbox mailbox, CancellationToken cancellationToken)
    {
        if (watched.ContainsKey((office, mailbox.Id))) return;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = Task.Run(() => WatchAsync(office, mailbox, stop.Token), CancellationToken.None);
        watched[(office, mailbox.Id)] = new Watched(mailbox.Version, stop, ended);
    }

    private async Task WatchAsync(OpenOffice office, Mailbox mailbox, CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = await MailboxLease.TakeAsync(office.Engine, mailbox.Id, clock, cancellationToken);
            if (lease is null) return;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            await StayAsync(office, mailbox, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Told to stop, or somebody else has it now.
        }
        catch (Exception failure)
        {
            // It is begun again at the next look.
            if (office.Engine.Explain(failure) is null)
                log.LogError(failure, "Mailbox {Mailbox} isn't watched any more", mailbox.Id);
            else log.LogWarning("Mailbox {Mailbox} isn't watched now: {Failure}", mailbox.Id, failure.GetType().Name);
        }
    }

    private async Task StayAsync(OpenOffice office, Mailbox mailbox, CancellationToken cancellationToken)
    {
        var session = new MailboxSession(office, door, pace, clock);
        var suspects = new Suspects();
        for (var failures = 1; ; failures++)
        {
            TimeSpan pause;
            try
            {
                await session.RunAsync(
                    mailbox, suspects, () => (failures, suspects) = (0, new Suspects()), cancellationToken);
                return;
            }
            catch (Exception failure) when (failure is ImapException or CannotException)
            {
                var isRefused = failure is CannotException or ImapException { Fault: ImapFault.SignInRefused };
                pause = isRefused ? pace.RefusedPause : pace.PauseAfter(failures);
                log.LogWarning(
                    "Mailbox {Mailbox} can't be fetched: {Fault}; tried again in {Seconds} seconds", mailbox.Id,
                    failure is ImapException imap ? imap.Fault : ImapFault.SignInRefused, (int)pause.TotalSeconds);
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    private sealed class Watched(int version, CancellationTokenSource stop, Task ended)
    {
        public int Version => version;

        public Task Ended => ended;

        public async Task StopAsync()
        {
            if (!ended.IsCompleted) await stop.CancelAsync();
            await ended;
            stop.Dispose();
        }
    }
}
