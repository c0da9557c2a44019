using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>A running server and its mailboxes: the first fetching is a job, then what comes is here in a
/// moment.</summary>
public sealed class WatchingTests(Dovecot dovecot) : IClassFixture<Dovecot>
{
    [Fact]
    public async Task What_comes_into_any_chosen_folder_is_here_in_a_moment_and_what_is_deleted_there_is_known()
    {
        await using var casework = await StartAsync();
        var user = dovecot.AddUser();
        user.AddFolder(".Archive");
        user.Deliver([Letters.Plain("Was there before", "Text.")]);
        await AddAsync(casework, user);
        await UntilAsync(casework, "SELECT count(*) FROM message WHERE state = 1", 1);
        await UntilAsync(casework, "SELECT count(*) FROM mailbox WHERE fetched_at IS NOT NULL AND runner IS NOT NULL",
            1);
        var before = await user.StateAsync();

        user.Deliver([Letters.Plain("Comes while we wait", "Text.")]);
        await UntilAsync(casework, "SELECT count(*) FROM message WHERE state = 1", 2);
        user.Deliver([Letters.Plain("Is filed while we wait", "Text.")], ".Archive");
        await UntilAsync(casework, "SELECT count(*) FROM message WHERE state = 1", 3);

        await user.Server.AskAsync("expunge", "-u", user.Name, "mailbox", "INBOX", "uid", "1");
        await UntilAsync(casework, "SELECT count(*) FROM sighting WHERE gone_at IS NOT NULL", 1);

        before.ShouldNotContain("Seen");
        (await user.StateAsync()).ShouldNotContain("Seen");
        await using var db = (CaseworkDb)casework.Office.OpenDb();
        var job = await db.Jobs.SingleAsync(job => job.Kind == MailboxJobs.Fetch.Key);
        (job.State, job.Outcome).ShouldBe((JobState.Done, "Fetched 1 messages, 1 of them new; nothing is missing."));
    }

    [Fact]
    public async Task After_the_mail_server_was_away_it_goes_on_by_itself()
    {
        await using var own = new Dovecot();
        await own.InitializeAsync();
        await using var casework = await StartAsync();
        var user = own.AddUser();
        await AddAsync(casework, user);
        await UntilAsync(casework, "SELECT count(*) FROM mailbox WHERE fetched_at IS NOT NULL AND runner IS NOT NULL",
            1);

        await own.KillAsync();
        await UntilAsync(casework, "SELECT count(*) FROM source_status WHERE trouble IS NOT NULL", 1);
        user.Deliver([Letters.Plain("Came while it was away", "Text.")]);
        await own.StartAsync();

        await UntilAsync(casework, "SELECT count(*) FROM message WHERE state = 1", 1);
        await UntilAsync(casework, "SELECT count(*) FROM source_status WHERE trouble IS NULL", 1);
    }

    [Fact]
    public async Task A_mailbox_that_is_paused_is_let_go_and_fetched_again_when_it_is_resumed()
    {
        await using var casework = await StartAsync();
        var user = dovecot.AddUser();
        var mailbox = await AddAsync(casework, user);
        await UntilAsync(casework, "SELECT count(*) FROM mailbox WHERE fetched_at IS NOT NULL AND runner IS NOT NULL",
            1);

        await PauseAsync(casework, mailbox, true);
        await UntilAsync(casework, "SELECT count(*) FROM mailbox WHERE runner IS NULL", 1);
        user.Deliver([Letters.Plain("Came meanwhile", "Text.")]);
        await PauseAsync(casework, mailbox, false);

        await UntilAsync(casework, "SELECT count(*) FROM message WHERE state = 1", 1);
    }

    [Fact]
    public async Task A_mailbox_is_fetched_by_one_process_at_a_time()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var mailbox = await office.AddMailboxAsync(dovecot.AddUser());

        var mine = await MailboxLease.TakeAsync(office.Engine, mailbox.Id, office.Clock, CancellationToken.None);
        var theirs = await MailboxLease.TakeAsync(office.Engine, mailbox.Id, office.Clock, CancellationToken.None);
        await mine!.DisposeAsync();
        var later = await MailboxLease.TakeAsync(office.Engine, mailbox.Id, office.Clock, CancellationToken.None);
        // Whoever has it is killed: after half a minute it is anybody's.
        ((StoppedClock)office.Clock).Advance(TimeSpan.FromSeconds(31));
        var muchLater = await MailboxLease.TakeAsync(office.Engine, mailbox.Id, office.Clock, CancellationToken.None);

        mine.ShouldNotBeNull();
        theirs.ShouldBeNull();
        later.ShouldNotBeNull();
        muchLater.ShouldNotBeNull();
        await later.DisposeAsync();
        await muchLater.DisposeAsync();
    }

    private static Task<ServedSide> StartAsync() => ServedSide.StartAsync(
        new CaseworkSide(), TimeProvider.System,
        services => services.AddSingleton(new FetchPace
        {
            Watch = TimeSpan.FromMilliseconds(50), Look = TimeSpan.FromMilliseconds(200),
            FirstPause = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromMilliseconds(200),
        }), "",
        ("Imap:Authorities", TestAuthority.Shared.File()));

    private static async Task<Mailbox> AddAsync(ServedSide casework, DovecotUser user)
    {
        using var scope = casework.NewScope();
        var (mailbox, _) = await scope.ServiceProvider.GetRequiredService<Postbag.Casework.Inbox.Mailboxes.Mailboxes>()
            .AddAsync(
                new NewMailbox
                {
                    Host = "localhost", Port = user.Server.TlsPort, Security = ImapSecurity.Tls, UserName = user.Name,
                    Secret = new MailboxSecret(DovecotUser.Password),
                },
                isPaused: false, Actor.Command, CancellationToken.None);
        return mailbox;
    }

    private static async Task PauseAsync(ServedSide casework, Mailbox mailbox, bool isPaused)
    {
        using var scope = casework.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<CaseworkDb>();
        var there = await db.Mailboxes.Include(m => m.Folders).SingleAsync(m => m.Id == mailbox.Id);
        await scope.ServiceProvider.GetRequiredService<Postbag.Casework.Inbox.Mailboxes.Mailboxes>()
            .PauseAsync(there, isPaused, Actor.Command, CancellationToken.None);
    }

    /// <summary>Waits for what must come; that it is soon is measured elsewhere.</summary>
    private static async Task UntilAsync(ServedSide casework, string count, long wanted)
    {
        var found = -1L;
        for (var i = 0; i < 6000 && found < wanted; i++)
        {
            await Task.Delay(10);
            await using var connection = await casework.Office.Engine.OpenReaderAsync(CancellationToken.None);
            found = await connection.NumberAsync(count, CancellationToken.None) ?? -1;
        }

        found.ShouldBe(wanted, count);
    }
}
