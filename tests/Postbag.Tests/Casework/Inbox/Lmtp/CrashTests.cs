using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>The promise that no letter is lost, kept against kill -9.</summary>
public sealed class CrashTests
{
    private const int Processes = 2;

    /// <summary>A hundred on each engine: two hundred a run of all tests. POSTBAG_KILLS sets another number, for a longer
    /// night or a shorter look.</summary>
    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("POSTBAG_KILLS"), out var number) ? number : 100;

    /// <summary>Two processes serve one office at once, each killed fifty times and more at moments that nothing
    /// chooses, while mail servers deliver.</summary>
    [Fact]
    public async Task Killed_a_hundred_times_while_mail_comes_in_it_has_every_letter_it_answered_for_once()
    {
        var place = await TestPlace.NewArgumentsAsync();
        await (await LedgerOffice.OpenAsync(place)).DisposeAsync();
        var postroom = new Postroom();
        using var stop = new CancellationTokenSource();
        var sockets = Enumerable.Range(0, Processes).Select(_ => Path.Combine(TestPlace.NewFolder(), "lmtp")).ToArray();
        var serving = new ServingProcess[Processes];
        for (var i = 0; i < Processes; i++) serving[i] = ServingProcess.Start(place, sockets[i]);
        var servers = Enumerable.Range(0, 2 * Processes).Select(n => Task.Run(() => postroom.DeliverAsync(
            () => LmtpClient.GreetAsync(serving[n % Processes].Address), stop.Token))).ToList();

        try
        {
            await Task.WhenAll(Enumerable.Range(0, Processes).Select(i => Task.Run(async () =>
            {
                var random = new Random(i);
                for (var kill = 0; kill < Kills / Processes; kill++)
                {
                    // Mostly while it works, now and then while it starts.
                    if (random.Next(8) > 0) await postroom.DeliverOneAsync(serving[i].GreetAsync);
                    await Task.Delay(random.Next(60));
                    await serving[i].DisposeAsync();
                    serving[i] = ServingProcess.Start(place, sockets[i]);
                }
            })));
            await stop.CancelAsync();
            await Task.WhenAll(servers);
            await WaitUntilReadAsync(place);
            foreach (var process in serving) await process.StopAsync();
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var process in serving) await process.DisposeAsync();
        }

        postroom.Answers.ShouldBeGreaterThan(Kills);
        await postroom.ShouldAllBeInAsync(place);
    }

    /// <summary>The processes that run read what those before them were killed over.</summary>
    private static async Task WaitUntilReadAsync(string[] place)
    {
        await using var office = await LedgerOffice.OpenAsync(place);
        while (await office.NumberAsync("SELECT count(*) FROM message WHERE state = 0") > 0) await Task.Delay(50);
    }
}
