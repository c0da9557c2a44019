using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>A disk that is full or read-only, a database that somebody else holds, a clock that goes back: a mail
/// server is asked to come again, and nothing it was answered for is lost.</summary>
public sealed class StoreTroubleTests
{
    private static byte[] Large(int number) =>
        Letters.Plain($"Letter {number}", "I write with my photographs. " + Convert.ToHexString(Noise(number)));

    [Fact]
    public async Task On_a_full_disk_a_mail_server_is_asked_to_come_again_and_all_it_was_answered_for_is_there()
    {
        Assert.SkipWhen(TestPlace.OnPostgres,
            "The disk is the database server's: that needs a server of its own on a small disk.");
        string[] place = ["--data", TestPlace.NewFolder()];
        var socket = Path.Combine(TestPlace.NewFolder(), "lmtp");
        var answered = 0;
        string refusal;
        // A limit on the size of files fails as a full disk does, without needing to be root (see BadInputTests).
        await using (var full = ServingProcess.Start(
            place, socket, "trap '' XFSZ; ulimit -f 3000; export DOTNET_EnableWriteXorExecute=0;"))
        {
            using var client = await full.GreetAsync();
            do refusal = (await client.DeliverAsync(Large(answered))).Single();
            while (refusal.StartsWith("250", StringComparison.Ordinal) && ++answered < 1000);
            (await client.SayAsync("NOOP")).ShouldStartWith("250");
        }

        await using var office = await LedgerOffice.OpenAsync(place);
        refusal.ShouldMatch("^45[12] 4\\.3\\.[01]");
        answered.ShouldBeInRange(1, 999);
        (await office.NumberAsync("SELECT accepted FROM delivery_tally")).ShouldBe(answered);
        (await office.NumberAsync("SELECT count(*) FROM raw_message")).ShouldBe(answered);
        await new ReadWaiting(office.Engine).RunAsync(CancellationToken.None);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_only_disk_is_refused_with_a_sentence_before_anything_is_taken()
    {
        Assert.SkipWhen(TestPlace.OnPostgres, "On PostgreSQL there is no folder.");
        var folder = TestPlace.NewFolder();
        await (await LedgerOffice.OpenAsync(["--data", folder])).DisposeAsync();
        string[] words = ["serve", "casework", "--data", folder, "--urls", "http://127.0.0.1:0", "--lmtp",
            "127.0.0.1:0"];
        var script = $"mount --bind '{folder}' '{folder}' && mount -o remount,ro,bind '{folder}' || exit 77; "
            + $"exec '{PostbagProcess.Program}' " + string.Join(' ', words);

        var run = await PostbagProcess.RunAsync("unshare", ["--mount", "--map-root-user", "/bin/bash", "-c", script]);

        Assert.SkipWhen(run.ExitCode == 77
            || run.Errors.StartsWith("unshare:", StringComparison.Ordinal), "This machine lets nobody mount.");
        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldBeEmpty();
        run.Errors.Split('\n').Length.ShouldBe(1, run.Errors);
    }

    [Fact]
    public async Task While_another_program_holds_the_database_a_mail_server_waits_and_is_then_answered()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);
        (await client.DeliverAsync(Large(0))).Single().ShouldStartWith("250");
        await casework.WaitUntilReadAsync(1);

        await using var held = await casework.Office.Engine.OpenReaderAsync(CancellationToken.None);
        await held.ExecuteAsync(
            TestPlace.OnPostgres
                ? "BEGIN; LOCK TABLE raw_message IN EXCLUSIVE MODE" : "BEGIN IMMEDIATE", CancellationToken.None);
        var answer = client.DeliverAsync(Large(1));
        // It can't be answered while the lock is held, however long that is.
        await Task.WhenAny(answer, Task.Delay(100));
        answer.IsCompleted.ShouldBeFalse();
        await held.ExecuteAsync("ROLLBACK", CancellationToken.None);

        (await answer).Single().ShouldStartWith("250");
        (await casework.NumberAsync("SELECT count(*) FROM raw_message")).ShouldBe(2);
    }

    [Fact]
    public async Task A_clock_that_goes_back_changes_nothing_about_what_is_kept()
    {
        var clock = StoppedClock.OnMonday();
        await using var casework = await ServedSide.StartAsync(
            new CaseworkSide(), clock, "", ("Lmtp:Listen", "127.0.0.1:0"));
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);

        for (var i = 0; i < 6; i++)
        {
            (await client.DeliverAsync(Large(i))).Single().ShouldStartWith("250");
            clock.Advance(TimeSpan.FromDays(i % 2 == 0 ? -400 : 300));
        }

        await casework.WaitUntilReadAsync(6);
        (await casework.RawAsync()).ShouldBe(Enumerable.Range(0, 6).Select(Large));
        (await new CheckLedger(casework.Office.Engine).RunAsync(null, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_goes_away_and_comes_back_loses_nothing_it_answered_for()
    {
        Assert.SkipUnless(TestPlace.OnPostgres,
            "On SQLite the store is a file of this machine: it is full, read-only or locked.");
        var server = await PostgresServer.MakeAsync();
        await server.StartAsync("-c fsync=off");
        string[] place = ["--database", await server.NewDatabaseAsync("office")];
        await using var serving = ServingProcess.Start(place, Path.Combine(TestPlace.NewFolder(), "lmtp"));
        (await serving.GreetAsync()).Dispose();
        var postroom = new Postroom();
        using var stop = new CancellationTokenSource();
        var servers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => postroom.DeliverAsync(
            () => LmtpClient.GreetAsync(serving.Address), stop.Token))).ToList();

        for (var i = 0; i < 5; i++)
        {
            var before = postroom.Answers;
            while (postroom.Answers < before + 50) await Task.Delay(5);
            await server.StopAsync();
            await server.StartAsync("-c fsync=off");
        }

        await stop.CancelAsync();
        await Task.WhenAll(servers);
        await using (var office = await LedgerOffice.OpenAsync(place))
            while (await office.NumberAsync("SELECT count(*) FROM message WHERE state = 0") > 0) await Task.Delay(50);
        await serving.StopAsync();

        await postroom.ShouldAllBeInAsync(place);
        await server.StopAsync();
    }

    /// <summary>Bytes that don't pack, the same for the same number.</summary>
    private static byte[] Noise(int number)
    {
        var bytes = new byte[4000];
        new Random(number).NextBytes(bytes);
        return bytes;
    }
}
