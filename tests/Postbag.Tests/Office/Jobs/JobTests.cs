using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Jobs;

// Over 300 lines: the rules of one queue, which share its set-up.
public sealed class JobTests : IAsyncLifetime
{
    private readonly StoppedClock clock = StoppedClock.OnMonday();
    private readonly List<IDisposable> toDispose = [];
    private OpenOffice office = null!;

    public async ValueTask InitializeAsync() => office = await OpenOffice.OpenAsync(
        await TestPlace.NewAsync(), new CaseworkSide(), TimeProvider.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in toDispose) thing.Dispose();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task A_job_is_done_and_says_how_it_went()
    {
        var kind = new JobKind("test.count", "Count", (run, _) =>
        {
            run.Report(3, 3, "Counting");
            return Task.FromResult($"Counted to {run.Read<Payload>().Number}.");
        });
        var id = await AddAsync(kind, new Payload(3));

        await NewRunner(kind).RunDueAsync(office, CancellationToken.None);

        var job = await FindAsync(id);
        job.State.ShouldBe(JobState.Done);
        job.Outcome.ShouldBe("Counted to 3.");
        (job.Done, job.Total).ShouldBe((3, 3));
    }

    [Fact]
    public async Task Two_runners_never_do_one_job_twice()
    {
        var done = new System.Collections.Concurrent.ConcurrentBag<Id<Job>>();
        var kind = new JobKind("test.note", "Note", async (run, token) =>
        {
            done.Add(run.Job);
            await Task.Delay(2, token);
            return "Noted.";
        });
        for (var i = 0; i < 60; i++) await AddAsync(kind, null);

        JobRunner[] runners = [NewRunner(kind), NewRunner(kind), NewRunner(kind), NewRunner(kind)];
        await Task.WhenAll(runners.Select(
            runner => Task.Run(() => runner.RunDueAsync(office, CancellationToken.None))));

        done.Count.ShouldBe(60);
        done.Distinct().Count().ShouldBe(60);
    }

    [Fact]
    public async Task The_job_of_a_killed_runner_is_taken_up_after_its_lease()
    {
        var kind = new JobKind("test.survive", "Survive", (run, _) => Task.FromResult($"Attempt {run.Attempt}."));
        var id = await AddAsync(kind, null);
        // What a process leaves behind that is killed right after taking it.
        await JobTable.TakeAsync(
            office.Engine, Id<JobRunner>.New(clock), clock.GetUtcNow(), TimeSpan.FromSeconds(30),
            CancellationToken.None);
        var runner = NewRunner(kind);

        var tooEarly = await runner.RunDueAsync(office, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(31));
        var after = await runner.RunDueAsync(office, CancellationToken.None);

        (tooEarly, after).ShouldBe((0, 1));
        (await FindAsync(id)).Outcome.ShouldBe("Attempt 2.");
    }

    [Fact]
    public async Task A_runner_that_lost_its_lease_stops_and_changes_nothing_any_more()
    {
        var begun = new TaskCompletionSource();
        var slow = new JobKind("test.slow", "Slow", async (_, token) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return "Never.";
        });
        var id = await AddAsync(slow, null);
        var slowRunner = NewRunner(slow);
        var first = Task.Run(() => slowRunner.RunDueAsync(office, CancellationToken.None));
        await begun.Task;

        // The first was too slow to renew, as after a laptop's sleep, and another has taken it.
        await ExecuteAsync("UPDATE job SET runner = " + (TestPlace.OnPostgres
            ? "'018f0000-0000-7000-8000-000000000001'" : "x'018f0000000070008000000000000001'"));
        await first;
        var job = await FindAsync(id);
        job.State.ShouldBe(JobState.Running);
        job.Runner.ShouldBe(new Id<JobRunner>(new Guid("018f0000-0000-7000-8000-000000000001")));
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_and_later_until_it_counts_as_failed()
    {
        var kind = new JobKind("test.fail", "Fail", (_, _) => throw new IOException("no")) { MaxAttempts = 3 };
        var id = await AddAsync(kind, null);
        var runner = NewRunner(kind);
        var pauses = new List<TimeSpan>();

        for (var i = 0; i < 3; i++)
        {
            await runner.RunDueAsync(office, CancellationToken.None);
            var job = await FindAsync(id);
            if (job.State == JobState.Waiting) pauses.Add(job.DueAt - clock.GetUtcNow());
            clock.Advance(TimeSpan.FromHours(2));
        }

        pauses.Count.ShouldBe(2);
        pauses[1].ShouldBeGreaterThan(pauses[0]);
        var ended = await FindAsync(id);
        ended.State.ShouldBe(JobState.Failed);
        ended.Outcome.ShouldBe("It failed unexpectedly (IOException).");
    }

    [Fact]
    public void Pauses_double_up_to_an_hour_give_or_take_a_fifth()
    {
        JobKind.PauseAfter(1, 0.5).ShouldBe(TimeSpan.FromSeconds(10));
        JobKind.PauseAfter(3, 0.5).ShouldBe(TimeSpan.FromSeconds(40));
        JobKind.PauseAfter(50, 0.5).ShouldBe(TimeSpan.FromHours(1));
        JobKind.PauseAfter(1, 0).ShouldBe(TimeSpan.FromSeconds(8));
        JobKind.PauseAfter(1, 1).ShouldBe(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task A_refusal_is_shown_and_not_tried_again()
    {
        var kind = new JobKind(
            "test.refuse", "Refuse", (_, _) => throw new CannotException("There is no such folder."));
        var id = await AddAsync(kind, null);

        await NewRunner(kind).RunDueAsync(office, CancellationToken.None);

        (await FindAsync(id)).ShouldSatisfyAllConditions(
            j => j.State.ShouldBe(JobState.Failed), j => j.Outcome.ShouldBe("There is no such folder."));
    }

    [Fact]
    public async Task A_running_job_that_is_cancelled_stops_and_keeps_its_progress()
    {
        var begun = new TaskCompletionSource();
        var kind = new JobKind("test.long", "Long", async (run, token) =>
        {
            run.Report(7, 100, "Reading");
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return "Never.";
        });
        var id = await AddAsync(kind, null);
        var runner = NewRunner(kind);
        var running = Task.Run(() => runner.RunDueAsync(office, CancellationToken.None));
        await begun.Task;

        await using (var db = office.OpenDb())
            await NewQueue().CancelAsync(db, await FindAsync(id), Actor.Command, CancellationToken.None);
        await running;

        (await FindAsync(id)).ShouldSatisfyAllConditions(
            j => j.State.ShouldBe(JobState.Cancelled), j => j.Done.ShouldBe(7), j => j.Total.ShouldBe(100));
    }

    [Fact]
    public async Task A_waiting_job_that_is_cancelled_never_begins()
    {
        var kind = new JobKind("test.never", "Never", (_, _) => Task.FromResult("It began."));
        var id = await AddAsync(kind, null);

        await using (var db = office.OpenDb())
            await NewQueue().CancelAsync(db, await FindAsync(id), Actor.Command, CancellationToken.None);
        var run = await NewRunner(kind).RunDueAsync(office, CancellationToken.None);

        run.ShouldBe(0);
        (await FindAsync(id)).State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_lets_go_of_its_jobs()
    {
        var begun = new TaskCompletionSource();
        var kind = new JobKind("test.stop", "Stop", async (_, token) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return "Never.";
        });
        var id = await AddAsync(kind, null);
        var runner = NewRunner(kind);
        await runner.StartAsync(CancellationToken.None);
        await begun.Task;

        await runner.StopAsync(CancellationToken.None);

        (await FindAsync(id)).ShouldSatisfyAllConditions(
            j => j.State.ShouldBe(JobState.Waiting), j => j.Attempts.ShouldBe(0), j => j.Runner.ShouldBeNull());
    }

    [Fact]
    public async Task The_same_work_isnt_taken_on_twice_while_it_waits()
    {
        var kind = new JobKind("test.once", "Once", (_, _) => Task.FromResult("Done."));
        var first = await AddAsync(kind, null, "the mailbox");

        var second = await AddAsync(kind, null, "the mailbox");
        await NewRunner(kind).RunDueAsync(office, CancellationToken.None);
        var third = await AddAsync(kind, null, "the mailbox");

        second.ShouldBe(first);
        third.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_job_of_an_act_that_is_undone_was_never_taken_on()
    {
        var kind = new JobKind("test.undone", "Undone", (_, _) => Task.FromResult("It ran."));
        await using var db = office.OpenDb();

        await Should.ThrowAsync<InvalidOperationException>(() => db.ActAsync(
            async token =>
            {
                await NewQueue().AddAsync(db, kind, null, null, null, token);
                throw new InvalidOperationException("thought better of it");
            },
            CancellationToken.None));

        (await NewRunner(kind).RunDueAsync(office, CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Recurring_work_waits_for_its_next_turn_once_it_is_done()
    {
        var kind = new JobKind(
            "test.daily", "Daily", (_, _) => Task.FromResult("Done.")) { Every = TimeSpan.FromDays(1) };
        await AddAsync(kind, null, kind.Key);
        var runner = NewRunner(kind);

        await runner.RunDueAsync(office, CancellationToken.None);

        await using var db = office.OpenDb();
        var next = await db.Jobs.SingleAsync(j => j.State == JobState.Waiting);
        next.DueAt.ShouldBe(clock.GetUtcNow() + TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task Work_that_ended_well_and_nobody_had_asked_for_is_forgotten_after_two_days()
    {
        var often = new JobKind(
            "test.often", "Often", (_, _) => Task.FromResult("Done.")) { Every = TimeSpan.FromMinutes(5) };
        var asked = new JobKind("test.asked", "Asked for", (_, _) => Task.FromResult("Done."));
        await AddAsync(often, null, often.Key);
        var kept = await AddAsync(asked, null);
        await NewRunner(often, asked).RunDueAsync(office, CancellationToken.None);
        clock.Advance(TimeSpan.FromDays(3));
        await AddAsync(OfficeJobs.TidyJobs, null);

        await NewRunner(OfficeJobs.TidyJobs).RunDueAsync(office, CancellationToken.None);

        await using var db = office.OpenDb();
        (await db.Jobs.CountAsync(j => j.Kind == often.Key && j.State == JobState.Done)).ShouldBe(0);
        (await FindAsync(kept)).State.ShouldBe(JobState.Done);
    }

    private JobQueue NewQueue()
    {
        var signal = new JobSignal();
        toDispose.Add(signal);
        return new JobQueue(signal, new AuditTrail(clock), clock);
    }

    private async Task<Id<Job>> AddAsync(JobKind kind, object? payload, string? onceKey = null)
    {
        await using var db = office.OpenDb();
        return await NewQueue().AddAsync(db, kind, payload, null, onceKey, CancellationToken.None);
    }

    private JobRunner NewRunner(params JobKind[] kinds)
    {
        var services = new ServiceCollection();
        services.AddScoped<CurrentOffice>();
        services.AddScoped(provider => provider.GetRequiredService<CurrentOffice>().Office.OpenDb());
        services.AddSingleton<TimeProvider>(clock);
        var provider = services.BuildServiceProvider();
        var signal = new JobSignal();
        var runner = new JobRunner(
            new OfficeRegistry([office]), new JobKinds(kinds), signal,
            new JobPace { Renewal = TimeSpan.FromMilliseconds(20), Look = TimeSpan.FromMilliseconds(20) },
            provider.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<JobRunner>.Instance);
        toDispose.AddRange([runner, signal, provider]);
        return runner;
    }

    private async Task<Job> FindAsync(Id<Job> id)
    {
        await using var db = office.OpenDb();
        return await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id);
    }

    private Task ExecuteAsync(string sql) => office.Engine.WriteAsync(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(token);
        },
        CancellationToken.None);

    private sealed record Payload(int Number);
}
