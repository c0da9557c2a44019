using Postbag.Office.Jobs;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>What a host does: several processes for one office, and a second database server that takes over.</summary>
public sealed class ManyProcessesTests
{
    [Fact]
    public async Task Several_processes_serve_one_office_and_none_does_a_step_twice()
    {
        var place = await TestPlace.NewArgumentsAsync();
        await using (var office = await LedgerOffice.OpenAsync(place))
        {
            // Due at once, although the office is new.
            var now = office.Clock.GetUtcNow();
            await JobTable.ExpectAsync(
                office.Office.Engine, new ExpectedJob(OfficeJobs.CheckAudit, now), now, Id<Job>.New(office.Clock),
                default);
        }

        var serving = Enumerable.Range(0, 3)
            .Select(_ => ServingProcess.Start(place, Path.Combine(TestPlace.NewFolder(), "lmtp"))).ToList();
        foreach (var process in serving) (await process.GreetAsync()).Dispose();
        var postroom = new Postroom();
        using var stop = new CancellationTokenSource();

        var servers = Enumerable.Range(0, 6).Select(n => Task.Run(() => postroom.DeliverAsync(
            () => LmtpClient.GreetAsync(serving[n % 3].Address), stop.Token))).ToList();
        while (postroom.Answers < 600) await Task.Delay(10);
        await stop.CancelAsync();
        await Task.WhenAll(servers);
        await using (var office = await LedgerOffice.OpenAsync(place))
            while (await office.NumberAsync("SELECT count(*) FROM message WHERE state = 0") > 0) await Task.Delay(20);
        foreach (var process in serving) (await process.StopAsync()).ShouldNotContain("fail:");

        await postroom.ShouldAllBeInAsync(place);
        await using var after = await LedgerOffice.OpenAsync(place);
        // Each delivery was answered once by one process, and each message read once.
        (await after.NumberAsync("SELECT accepted FROM delivery_tally")).ShouldBe(postroom.Answers);
        (await after.NumberAsync("SELECT count(*) FROM sighting")).ShouldBe(postroom.Answers);
        (await after.NumberAsync("SELECT count(DISTINCT place) FROM message")).ShouldBe(postroom.Letters);
        // A recurring job ran once, whoever took it, and waits once for its next time.
        (await after.NumberAsync("SELECT count(*) FROM job WHERE kind = 'audit.check' AND state = 'done'")).ShouldBe(1);
        (await after.NumberAsync("SELECT count(*) FROM job WHERE kind = 'audit.check' AND state = 'waiting'"))
            .ShouldBe(1);
        foreach (var process in serving) await process.DisposeAsync();
    }

    /// <summary>As docs/hosting.md sets it up: the primary waits for the standby before it says that a transaction is
    /// committed, and Postbag looks for whichever of the two is the primary.</summary>
    [Fact]
    public async Task A_primary_that_dies_under_load_while_a_standby_takes_over_loses_no_letter_that_was_answered_for()
    {
        Assert.SkipUnless(TestPlace.OnPostgres, "An SQLite office has no standby.");
        const string Settings = "-c synchronous_commit=on -c synchronous_standby_names=standby";
        var primary = await PostgresServer.MakeAsync();
        await primary.StartAsync("");
        var standby = await primary.MakeStandbyAsync("standby");
        await standby.StartAsync("");
        await primary.NewDatabaseAsync("office");
        await primary.StopAsync();
        await primary.StartAsync(Settings);
        while ((await primary.ExecuteAsync(
            "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")) is not 1L)
            await Task.Delay(20);
        string[] place = ["--database",
            $"Host={primary.Folder},{standby.Folder};Username=postgres;Database=office;Target Session Attributes=primary;"
            + "Host Recheck Seconds=1"];
        await using var serving = ServingProcess.Start(place, Path.Combine(TestPlace.NewFolder(), "lmtp"));
        (await serving.GreetAsync()).Dispose();
        var postroom = new Postroom();
        using var stop = new CancellationTokenSource();
        var servers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => postroom.DeliverAsync(
            () => LmtpClient.GreetAsync(serving.Address), stop.Token))).ToList();
        while (postroom.Answers < 300) await Task.Delay(5);

        await primary.StopAsync();
        await standby.PromoteAsync();
        var before = postroom.Answers;
        while (postroom.Answers < before + 300) await Task.Delay(5);
        await stop.CancelAsync();
        await Task.WhenAll(servers);
        string[] promoted = ["--database", standby.ConnectionString("office")];
        await using (var office = await LedgerOffice.OpenAsync(promoted))
            while (await office.NumberAsync("SELECT count(*) FROM message WHERE state = 0") > 0) await Task.Delay(20);
        await serving.StopAsync();

        await postroom.ShouldAllBeInAsync(promoted);
        await standby.StopAsync();
    }
}
