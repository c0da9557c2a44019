using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Postbag.Storage;

namespace Postbag.Office.Jobs;

/// <summary>How a runner works; tests are in more of a hurry.</summary>
public sealed record JobPace
{
    /// <summary>Jobs at once, over all offices of the process: they share two or four processors with the
    /// pages.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>How long a job belongs to a runner that isn't heard of again.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the lease is renewed and progress written.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often to look for work that another process has taken on, or that has become due.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a new office is left to its mail before it is first tidied and checked, which needs doing once
    /// a day or so.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>Works the jobs of every office of the process.</summary>
public sealed class JobRunner(
    OfficeRegistry offices, JobKinds kinds, JobSignal signal, JobPace pace, IServiceScopeFactory scopes,
    TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    /// <summary>What is done more often than this takes care of letters, and begins at once.</summary>
    private static readonly TimeSpan LongestUnsettled = TimeSpan.FromHours(1);

    private readonly Id<JobRunner> id = Id<JobRunner>.New(clock);
    private int firstOffice;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await ExpectRecurringAsync(stoppingToken);
            while (true)
            {
                running.RemoveAll(task => task.IsCompleted);
                while (running.Count < pace.AtOnce && await TakeAsync(stoppingToken) is { } work) running.Add(work);
                var rung = signal.WaitAsync(pace.Look, stoppingToken);
                // At work, whichever comes first: a job's end, which frees a place, or more work.
                if (running.Count == 0) await rung;
                else await Task.WhenAny([rung, .. running]);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop: what is under way hears it too and lets go of its lease.
            await Task.WhenAll(running);
        }
    }

    /// <summary>Runs what is due now, one after the other, and returns when nothing is: for commands and
    /// tests.</summary>
    /// <returns>How many jobs were run.</returns>
    public async Task<int> RunDueAsync(OpenOffice office, CancellationToken cancellationToken)
    {
        var count = 0;
        while (await JobTable.TakeAsync(office.Engine, id, clock.GetUtcNow(), pace.Lease, cancellationToken) is { } job)
        {
            await WorkAsync(office, job, cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>Takes one job, of each office in turn, so that a busy one doesn't keep the others waiting.</summary>
    private async Task<Task?> TakeAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < offices.Offices.Count; i++)
        {
            var office = offices.Offices[(firstOffice + i) % offices.Offices.Count];
            try
            {
                if (await JobTable.TakeAsync(
                    office.Engine, id, clock.GetUtcNow(), pace.Lease, cancellationToken) is not { } job)
                    continue;
                firstOffice = (firstOffice + i + 1) % offices.Offices.Count;
                return Task.Run(() => WorkAsync(office, job, cancellationToken), CancellationToken.None);
            }
            catch (Exception failure) when (office.Engine.Explain(failure) is not null)
            {
                // One office's store is out of order; the others' work goes on, and this one is asked again later.
                log.LogWarning("An office's jobs can't be read: {Failure}", failure.GetType().Name);
            }
        }

        return null;
    }

    private async Task WorkAsync(OpenOffice office, TakenJob job, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOffice>().Office = office;
        var run = new JobRun(office, scope.ServiceProvider, job.Id, job.Payload, job.Attempt);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var state = new Watch();
        using var finished = new CancellationTokenSource();
        var watching = WatchAsync(run, state, stop, finished.Token);
        var end = await TryAsync(job, run, state, stop, stopping);
        await finished.CancelAsync();
        await watching;
        if (state.IsLost || end is null)
        {
            log.LogWarning("Job {Job} of kind {Kind} was lost to another runner", job.Id, job.Kind);
            return;
        }

        try
        {
            await LetGoAsync(office, job, run, end);
        }
        catch (Exception failure) when (office.Engine.Explain(failure) is not null)
        {
            // The store is out of order; when it is back, the lease has run out and somebody takes the job up again.
            log.LogWarning("The end of job {Job} couldn't be written: {Failure}", job.Id, failure.GetType().Name);
        }
    }

    private async Task LetGoAsync(OpenOffice office, TakenJob job, JobRun run, JobEnd end)
    {
        var now = clock.GetUtcNow();
        await JobTable.LetGoAsync(office.Engine, job.Id, id, end, run.Progress, now, CancellationToken.None);
        if (end.State != JobState.Waiting && kinds.Find(job.Kind) is { Every: { } every } kind)
        {
            await JobTable.ExpectAsync(
                office.Engine, new ExpectedJob(kind, now + every), now, Id<Job>.New(clock), CancellationToken.None);
        }
    }

    /// <summary>Does the work and says how it ended; null if it was lost.</summary>
    private async Task<JobEnd?> TryAsync(
        TakenJob job, JobRun run, Watch state, CancellationTokenSource stop, CancellationToken stopping)
    {
        var kind = kinds.Find(job.Kind);
        if (kind is null) return new JobEnd(JobState.Failed, "This version of Postbag doesn't know this kind of job.");
        // Someone whose process was killed at every attempt counts as failed too, or it would go on for ever.
        if (job.Attempt > kind.MaxAttempts)
            return new JobEnd(JobState.Failed, "It was begun too often without an end.");
        try
        {
            var outcome = await kind.Work(run, stop.Token);
            return new JobEnd(JobState.Done, outcome);
        }
        catch (OperationCanceledException) when (state.IsLost)
        {
            return null;
        }
        catch (OperationCanceledException) when (state.IsCancelled)
        {
            return new JobEnd(JobState.Cancelled, "Cancelled.");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new JobEnd(JobState.Waiting, null, DidNotCount: true);
        }
        catch (Exception refusal) when (refusal is CannotException or Refused)
        {
            // A sentence for people: trying again would say the same.
            return new JobEnd(JobState.Failed, refusal.Message);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Job {Job} of kind {Kind} failed at attempt {Attempt}", job.Id, job.Kind,
                job.Attempt);
            var what = run.Office.Engine.Explain(failure) ?? $"It failed unexpectedly ({failure.GetType().Name}).";
            return job.Attempt >= kind.MaxAttempts
                ? new JobEnd(JobState.Failed, what)
                : new JobEnd(
                    JobState.Waiting, what,
                    clock.GetUtcNow() + JobKind.PauseAfter(job.Attempt, Random.Shared.NextDouble()));
        }
    }

    /// <summary>Renews the lease while the work goes on, writes progress down, hears of a cancellation and of a lost
    /// lease.</summary>
    private async Task WatchAsync(JobRun run, Watch state, CancellationTokenSource stop, CancellationToken finished)
    {
        while (true)
        {
            await Task.Delay(pace.Renewal, finished).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (finished.IsCancellationRequested) return;
            bool? isCancelled;
            try
            {
                isCancelled = await JobTable.RenewAsync(
                    run.Office.Engine, run.Job, id, clock.GetUtcNow() + pace.Lease, run.Progress, finished);
            }
            catch (OperationCanceledException) when (finished.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (run.Office.Engine.Explain(failure) is not null)
            {
                log.LogWarning("The lease of job {Job} couldn't be renewed: {Failure}", run.Job,
                    failure.GetType().Name);
                continue;
            }

            if (isCancelled is null) state.IsLost = true;
            else if (isCancelled.Value) state.IsCancelled = true;
            if (state.IsLost || state.IsCancelled)
            {
                await stop.CancelAsync();
                return;
            }
        }
    }

    private async Task ExpectRecurringAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var office in offices.Offices)
        {
            foreach (var kind in kinds.Recurring)
            {
                var due = kind.Every > LongestUnsettled ? now + pace.Settling : now;
                await JobTable.ExpectAsync(
                    office.Engine, new ExpectedJob(kind, due), now, Id<Job>.New(clock), cancellationToken);
            }
        }
    }

    private sealed class Watch
    {
        public volatile bool IsLost;
        public volatile bool IsCancelled;
    }
}
