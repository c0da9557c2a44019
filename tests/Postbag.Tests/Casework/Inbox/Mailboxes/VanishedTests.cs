using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>What is deleted at the provider's while we are away stays here and is counted, with servers that tell
/// (QRESYNC), that only count changes (CONDSTORE), that do neither, and that forget.</summary>
public sealed class VanishedTests
{
    private const string Plain =
        "imap_capability = IMAP4rev1 SASL-IR LITERAL+ ENABLE IDLE ESEARCH LIST-EXTENDED SPECIAL-USE";

    public static TheoryData<string, string> Servers => new()
    {
        { "QRESYNC", Recording },
        { "CONDSTORE", $"{Plain} CONDSTORE\n{Recording}" },
        { "neither", $"{Plain}\n{Recording}" },
        { "QRESYNC, but no count of changes is kept", $"mail_location = maildir:~/:INDEX=MEMORY\n{Recording}" },
    };

    /// <summary>Dovecot writes down what is said to it, for users who have that folder.</summary>
    private const string Recording = "rawlog_dir = %h/said";

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task What_was_deleted_while_we_were_away_is_counted_and_kept(string server, string configuration)
    {
        await using var dovecot = await StartAsync(configuration);
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(6, "first"));
        var mailbox = await office.AddMailboxAsync(user);
        await office.FetchAsync(mailbox);

        await ExpungeAsync(user, "2,5");
        user.Deliver(Some(1, "came meanwhile"), isSeen: true);
        var before = await FlagsAsync(user);
        var said = Listen(user);
        var count = await office.FetchAsync(mailbox);
        var again = await office.FetchAsync(mailbox);

        (count.Fetched, count.There, count.Here, count.Lost).ShouldBe((1, 5, 5, 0), server);
        (again.Fetched, again.There, again.Here).ShouldBe((0, 5, 5));
        var source = (await office.SourcesAsync()).Single();
        (source.Gone, source.Last!.There, source.Last.MissingCount).ShouldBe((2, 5, 0));
        (await office.NumberAsync("SELECT count(*) FROM message WHERE state = 1")).ShouldBe(7);
        (await FlagsAsync(user)).ShouldBe(before);
        (await said(2)).Count(line => line.Contains("(QRESYNC (", StringComparison.Ordinal))
            .ShouldBe(server == "QRESYNC" ? 2 : 0);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_is_new_a_session_that_goes_on_costs_one_question_a_folder()
    {
        await using var dovecot = await StartAsync(Recording);
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.AddFolder(".Archive");
        user.Deliver(Some(5, "first"));
        user.Deliver(Some(3, "filed"), ".Archive");
        var mailbox = await office.AddMailboxAsync(user);
        await office.FetchAsync(mailbox);
        await ExpungeAsync(user, "3");
        var said = Listen(user);

        var count = await office.FetchAsync(mailbox);

        (count.There, count.Here, (await office.SourcesAsync()).Single().Gone).ShouldBe((7, 7, 1));
        // Signing in is heard by another process of Dovecot's.
        (await said(1)).Select(line => line.Split(' ')[1]).ShouldBe(["ENABLE", "LIST", "EXAMINE", "EXAMINE", "LOGOUT"]);
    }

    [Fact]
    public async Task After_six_hours_everything_is_compared_whatever_the_server_says()
    {
        await using var dovecot = await StartAsync(Recording);
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(3, "first"));
        var mailbox = await office.AddMailboxAsync(user);
        await office.FetchAsync(mailbox);
        ((StoppedClock)office.Clock).Advance(new FetchPace().Round);
        var said = Listen(user);

        await office.FetchAsync(mailbox);

        (await said(1)).ShouldContain(line => line.Contains("UID SEARCH RETURN (ALL) ALL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_messages_are_numbered_anew_none_counts_as_deleted_that_is_still_there()
    {
        await using var dovecot = await StartAsync("");
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(6, "numbered"));
        var mailbox = await office.AddMailboxAsync(user);
        await office.FetchAsync(mailbox);

        await ExpungeAsync(user, "4");
        await dovecot.AskAsync("mailbox", "update", "-u", user.Name, "--uid-validity", "4242", "INBOX");
        var count = await office.FetchAsync(mailbox);

        (count.Fetched, count.Stored, count.There, count.Here).ShouldBe((5, 0, 5, 5));
        (await office.SourcesAsync()).Single().Gone.ShouldBe(1);
        (await office.NumberAsync("SELECT count(*) FROM sighting WHERE gone_at IS NULL")).ShouldBe(5);
    }

    [Fact]
    public async Task Mail_before_the_cut_off_day_does_not_count_as_deleted()
    {
        await using var dovecot = await StartAsync("");
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(3, "old"), receivedAt: new DateTimeOffset(2025, 12, 31, 12, 0, 0, TimeSpan.Zero));
        user.Deliver(Some(4, "recent"), receivedAt: new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));
        var mailbox = await office.AddMailboxAsync(user);
        await office.FetchAsync(mailbox);
        await office.ExecuteAsync("UPDATE mailbox SET since_on = '2026-01-01'");
        await ExpungeAsync(user, "1,7");

        var count = await office.FetchAsync(mailbox);
        var again = await office.FetchAsync(mailbox);

        (count.There, again.There, (await office.SourcesAsync()).Single().Gone).ShouldBe((3, 3, 2));
    }

    [Fact]
    public async Task A_message_that_was_deleted_before_it_could_be_fetched_is_told()
    {
        await using var dovecot = await StartAsync("");
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(4, "good"));
        await user.StateAsync();
        Dovecot.SetMode(
            Directory.GetFiles(user.Folder, "*", SearchOption.AllDirectories)
                .Where(file => file.Contains(".M2P1.", StringComparison.Ordinal)).ShouldHaveSingleItem(),
            UnixFileMode.None);
        var mailbox = await office.AddMailboxAsync(user);
        (await office.FetchAsync(mailbox)).MissingCount.ShouldBe(1);

        await ExpungeAsync(user, "2");
        await office.FetchAsync(mailbox);
        await office.FetchAsync(mailbox);

        var last = (await office.SourcesAsync()).Single().Last!;
        (last.There, last.Here, last.MissingCount, last.Note).ShouldBe(
            (3, 3, 0, "One message was deleted there before it could be fetched."));
    }

    private static async Task<Dovecot> StartAsync(string configuration)
    {
        var dovecot = new Dovecot { More = configuration };
        await dovecot.InitializeAsync();
        return dovecot;
    }

    private static Task<string> ExpungeAsync(DovecotUser user, string uids) =>
        user.Server.AskAsync("expunge", "-u", user.Name, "mailbox", "INBOX", "uid", uids);

    /// <summary>Without \Recent, which says which session was the first to look, and which a server without a lasting
    /// index forgets.</summary>
    private static async Task<string> FlagsAsync(DovecotUser user) =>
        (await user.StateAsync()).Replace("\\Recent", "", StringComparison.Ordinal)
            .Replace(" \n", "\n", StringComparison.Ordinal);

    /// <summary>From now on what is said to the server is written down.</summary>
    /// <returns>Given a number of sessions: what was said until they were ended, a line each, in their order. The
    /// server writes it down a moment after it has heard it, and nobody waits for the answer to a farewell.</returns>
    private static Func<int, Task<string[]>> Listen(DovecotUser user)
    {
        var folder = Directory.CreateDirectory(Path.Combine(user.Folder, "said")).FullName;
        Dovecot.OpenToAll(folder);
        return async sessions =>
        {
            var said = Said(folder);
            for (var i = 0; i < 1500
                && said.Count(line => line.EndsWith(" LOGOUT", StringComparison.Ordinal)) < sessions; i++)
            {
                await Task.Delay(20);
                said = Said(folder);
            }

            return said;
        };
    }

    private static string[] Said(string folder) =>
        [.. Directory.GetFiles(folder, "*.in").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadAllLines).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])];

    private static IEnumerable<byte[]> Some(int count, string subject) =>
        Enumerable.Range(1, count)
            .Select(number => Letters.Plain($"{subject} {number}", $"This is {subject}, number {number}."));
}
