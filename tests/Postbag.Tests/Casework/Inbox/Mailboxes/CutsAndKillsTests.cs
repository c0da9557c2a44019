using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>Lines that are cut and servers that are killed: afterwards everything is here once. Programs that are
/// killed while they fetch are in <see cref="CrashTests"/>.</summary>
public sealed class CutsAndKillsTests(Dovecot dovecot) : IClassFixture<Dovecot>
{
    private static readonly FetchPace Hurried = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(100), Tries = 200,
    };

    [Fact]
    public async Task Three_thousand_messages_come_over_a_line_that_is_cut_again_and_again()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(3000));
        var before = await user.StateAsync();
        var random = new Random(4);
        var isBad = false;
        await using var line = new CuttingProxy(
            // Encryption and signing in take some kilobytes, so that a line is never too bad for anything.
            () => dovecot.TlsPort, () => isBad ? random.Next(5_000, 120_000) : null);
        var mailbox = await office.AddMailboxAsync(user, line.Port);
        isBad = true;

        var count = await office.FetchAsync(mailbox, Hurried);

        line.Cuts.ShouldBeGreaterThan(20);
        (count.Here, count.MissingCount).ShouldBe((3000, 0));
        await ShouldBeWholeAsync(office, 3000);
        (await user.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_mail_server_is_killed_again_and_again_while_we_fetch()
    {
        await using var own = new Dovecot();
        await own.InitializeAsync();
        await using var office = await LedgerOffice.OpenAsync();
        var user = own.AddUser();
        user.Deliver(Some(2000));
        var before = await user.StateAsync();
        var mailbox = await office.AddMailboxAsync(user);
        var count = new FetchCount();
        var fetching = new FetchMailbox(office.Office, office.Door, Hurried, office.Clock)
            .RunAsync(mailbox.Id, count, CancellationToken.None);

        var kills = 0;
        for (; kills < 10 && !fetching.IsCompleted; kills++)
        {
            var seen = count.Fetched;
            while (!fetching.IsCompleted && count.Fetched < seen + 100) await Task.Delay(1);
            await own.KillAsync();
            await own.StartAsync();
        }

        await fetching;
        kills.ShouldBeGreaterThan(1);
        count.MissingCount.ShouldBe(0);
        await ShouldBeWholeAsync(office, 2000);
        (await user.StateAsync()).ShouldBe(before);
    }

    private static IEnumerable<byte[]> Some(int count) => Enumerable.Range(1, count).Select(number => Letters.Plain(
        $"Letter {number}", string.Concat(Enumerable.Repeat($"This is letter {number}. ", 1 + (number % 40)))));

    private static async Task ShouldBeWholeAsync(LedgerOffice office, int messages)
    {
        (await office.NumberAsync("SELECT count(*) FROM message WHERE state = 1")).ShouldBe(messages);
        (await office.NumberAsync("SELECT count(DISTINCT source_key) FROM sighting")).ShouldBe(messages);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
        (await office.ReconcileAsync()).Single().Last!.MissingCount.ShouldBe(0);
    }
}
