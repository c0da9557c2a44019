using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

/// <summary>The promise that no letter is lost, kept against kill -9: by the processes that mail servers deliver to,
/// and that fetch a mailbox, at once.</summary>
public sealed class CrashTests(Dovecot dovecot) : IClassFixture<Dovecot>
{
    private const int Processes = 2;

    /// <summary>A hundred on each engine: two hundred a run of all tests. POSTBAG_KILLS sets another number, for a
    /// longer night or a shorter look.</summary>
    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("POSTBAG_KILLS"), out var number) ? number : 100;

    private readonly Postroom postroom = new();
    private readonly Lock gate = new();
    private readonly List<byte[]> fetchable = [];

    /// <summary>Two processes serve one office at once, each killed fifty times and more at moments that nothing
    /// chooses, while mail servers deliver and a real mailbox grows: now in the middle of a fetch, now while it
    /// starts.</summary>
    [Fact]
    public async Task Killed_a_hundred_times_while_mail_is_delivered_and_fetched_it_has_every_letter_once()
    {
        var place = await TestPlace.NewArgumentsAsync();
        var user = dovecot.AddUser();
        await using var office = await LedgerOffice.OpenAsync(place);
        Grow(user, 3);
        // The first round is a job of its own; what follows is fetched by whichever process has the mailbox.
        await office.FetchAsync(await office.AddMailboxAsync(user));
        using var stop = new CancellationTokenSource();
        var serving = Enumerable.Range(0, Processes).Select(_ => new Life(place)).ToArray();
        var servers = Enumerable.Range(0, 2 * Processes).Select(n => Task.Run(() => postroom.DeliverAsync(
            () => LmtpClient.GreetAsync(serving[n % Processes].Process.Address), stop.Token))).ToList();

        try
        {
            await Task.WhenAll(Enumerable.Range(0, Processes).Select(
                i => Task.Run(() => KillAsync(serving[i], new Random(i), office, user))));
            await stop.CancelAsync();
            await Task.WhenAll(servers);
            // Whoever is alive takes in what those before were killed over, and does every step with it.
            var letters = postroom.Letters + fetchable.Count;
            while (await office.NumberAsync("SELECT count(*) FROM post_item") < letters) await Task.Delay(50);
            foreach (var life in serving) await life.Process.StopAsync();
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var life in serving) await life.Process.DisposeAsync();
        }

        postroom.Answers.ShouldBeGreaterThan(Kills);
        (await user.StateAsync()).ShouldNotContain("Seen");
        await postroom.ShouldAllBeInAsync(place, fetchable);
    }

    private async Task KillAsync(Life life, Random random, LedgerOffice office, DovecotUser user)
    {
        for (var kill = 0; kill < Kills / Processes; kill++)
        {
            switch (random.Next(8))
            {
                case 0: break; // while it starts
                case < 4: await FetchedAsync(office, user); break;
                default:
                    Grow(user, random.Next(3));
                    await postroom.DeliverOneAsync(life.Process.GreetAsync);
                    break;
            }

            await Task.Delay(random.Next(60));
            await life.Process.DisposeAsync();
            // Half a minute later, if nobody were in a hurry; the other may be fetching, too, which costs the work
            // twice.
            await office.ExecuteAsync("UPDATE mailbox SET runner = NULL, lease_until = NULL");
            life.Begin();
        }
    }

    /// <summary>Puts a pile into the mailbox, and waits until somebody has begun to take it in.</summary>
    private async Task FetchedAsync(LedgerOffice office, DovecotUser user)
    {
        const string Fetched =
            "SELECT count(*) FROM sighting s JOIN source o ON o.number = s.source WHERE o.kind = 'imap'";
        var before = await office.NumberAsync(Fetched);
        Grow(user, 30);
        while (await office.NumberAsync(Fetched) == before) await Task.Delay(5);
    }

    private void Grow(DovecotUser user, int letters)
    {
        lock (gate)
        {
            for (var i = 0; i < letters; i++)
            {
                var number = fetchable.Count + 1;
                fetchable.Add(Letters.Plain(
                    $"Fetched {number}", $"I write to the mailbox for the {number}th time.\n"
                        + new string('y', number * 41 % 9000)));
                user.Deliver([fetchable[^1]]);
            }
        }
    }

    /// <summary>One of the processes, and those that come after it at the same socket.</summary>
    private sealed class Life
    {
        private static readonly string Authority = TestAuthority.Shared.File();

        private readonly string[] place;
        private readonly string socket = Path.Combine(TestPlace.NewFolder(), "lmtp");

        public Life(string[] place)
        {
            this.place = place;
            Process = Start();
        }

        public ServingProcess Process { get; private set; }

        public void Begin() => Process = Start();

        private ServingProcess Start() =>
            ServingProcess.Start(place, socket, $"export POSTBAG_IMAP__AUTHORITIES='{Authority}';");
    }
}
