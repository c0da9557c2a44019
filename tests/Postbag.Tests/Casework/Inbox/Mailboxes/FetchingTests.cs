using System.Text;
using Postbag.Casework.Inbox.Imap;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>What comes out of a real mailbox, and that nothing in it is touched.</summary>
public sealed class FetchingTests(Dovecot dovecot) : IClassFixture<Dovecot>
{
    [Fact]
    public async Task All_mail_comes_in_once_whether_somebody_read_it_on_a_phone_or_not_and_stays_as_it_was()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.AddFolder(".Archive");
        user.Deliver(Some(5, "new"));
        user.Deliver(Some(4, "read on a phone"), isSeen: true);
        user.Deliver(Some(3, "filed"), ".Archive");
        var before = await user.StateAsync();
        var mailbox = await office.AddMailboxAsync(user);

        var first = await office.FetchAsync(mailbox);
        var second = await office.FetchAsync(mailbox);

        (first.Fetched, first.Stored, first.There, first.MissingCount).ShouldBe((12, 12, 12, 0));
        (second.Fetched, second.There, second.Here).ShouldBe((0, 12, 12));
        (await office.NumberAsync("SELECT unread FROM inbox_tally")).ShouldBe(8);
        (await user.StateAsync()).ShouldBe(before);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_mailbox_lists_and_what_is_here_are_counted_by_themselves_and_when_asked()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(3, "first"));
        var mailbox = await office.AddMailboxAsync(user);
        await office.FetchAsync(mailbox);
        var counted = (await office.SourcesAsync()).Single();
        user.Deliver(Some(1, "came later"));

        var asked = (await office.ReconcileAsync()).Single();

        (counted.Source.Kind, counted.Source.Name).ShouldBe(("imap", $"{user.Name} at localhost"));
        (counted.Last!.There, counted.Last.Here, counted.Trouble).ShouldBe((3, 3, null));
        counted.ContactAt.ShouldNotBeNull();
        (asked.Last!.There, asked.Last.Here, asked.Last.MissingCount).ShouldBe((4, 3, 1));
        asked.Last.Missing.Single().Why.ShouldBe("it hasn't been fetched yet");
    }

    [Fact]
    public async Task The_same_message_in_two_folders_is_one_message_seen_twice()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.AddFolder(".Archive");
        user.Deliver(Some(2, "twice"));
        user.Deliver(Some(2, "twice"), ".Archive");

        var count = await office.FetchAsync(await office.AddMailboxAsync(user));

        (count.Fetched, count.Stored, count.Here).ShouldBe((4, 2, 4));
        (await office.NumberAsync("SELECT count(*) FROM sighting")).ShouldBe(4);
    }

    [Fact]
    public async Task Drafts_and_trash_are_left_out_unless_they_are_chosen()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        foreach (var (folder, subject) in new[] { (".Papers", "draft"), (".Trash", "thrown away"),
            (".Letters", "kept") })
        {
            user.AddFolder(folder);
            user.Deliver(Some(1, subject), folder);
        }

        var mailbox = await office.AddMailboxAsync(user);

        mailbox.Folders.Where(folder => folder.IsChosen).Select(folder => folder.Name).ShouldBe(
            ["INBOX", "Letters"], ignoreOrder: true);
        mailbox.Folders.Single(folder => folder.Name == "Papers").Messages.ShouldBe(1);
        (await office.FetchAsync(mailbox)).There.ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_is_made_later_is_taken_in_too()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        var mailbox = await office.AddMailboxAsync(user);
        await office.FetchAsync(mailbox);
        user.AddFolder("." + ModifiedUtf7.Encode("Gwaith achos – Ébauche"));
        user.Deliver(Some(2, "filed by a rule"), "." + ModifiedUtf7.Encode("Gwaith achos – Ébauche"));

        var count = await office.FetchAsync(mailbox);

        (count.Fetched, count.Troubles.Count).ShouldBe((2, 0));
        (await office.NumberAsync("SELECT count(*) FROM sighting WHERE source_key LIKE 'Gwaith achos – Ébauche;%'"))
            .ShouldBe(2);
    }

    [Fact]
    public async Task Mail_before_the_cut_off_day_is_not_wanted()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(3, "old"), receivedAt: new DateTimeOffset(2025, 12, 31, 12, 0, 0, TimeSpan.Zero));
        user.Deliver(Some(2, "recent"), receivedAt: new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));

        var count = await office.FetchAsync(await office.AddMailboxAsync(user, since: new DateOnly(2026, 1, 1)));

        (count.There, count.Stored).ShouldBe((2, 2));
        (await office.SearchAsync("old")).Total.ShouldBe(0);
        (await office.SearchAsync("recent")).Total.ShouldBe(2);
    }

    [Fact]
    public async Task When_the_server_numbers_its_messages_anew_each_is_seen_again_and_none_is_stored_twice()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(7, "numbered"));
        var mailbox = await office.AddMailboxAsync(user);
        await office.FetchAsync(mailbox);

        await dovecot.AskAsync("mailbox", "update", "-u", user.Name, "--uid-validity", "4242", "INBOX");
        var count = await office.FetchAsync(mailbox);

        (count.Fetched, count.Stored, count.There, count.Here).ShouldBe((7, 0, 7, 7));
        (await office.NumberAsync("SELECT count(*) FROM sighting WHERE source_key LIKE 'INBOX;4242;%'")).ShouldBe(7);
        (await office.NumberAsync("SELECT count(*) FROM message")).ShouldBe(7);
    }

    [Fact]
    public async Task A_message_the_server_does_not_hand_over_is_named_and_the_others_come()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.Deliver(Some(9, "good"));
        await user.StateAsync();
        var broken = Directory.GetFiles(user.Folder, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains(".M5P1.", StringComparison.Ordinal)).ShouldHaveSingleItem();
        Dovecot.SetMode(broken, UnixFileMode.None);
        var mailbox = await office.AddMailboxAsync(user);

        var count = await office.FetchAsync(mailbox);
        Dovecot.OpenToAll(broken);
        var healed = await office.FetchAsync(mailbox);

        (count.Stored, count.There, count.Here, count.MissingCount).ShouldBe((8, 9, 8, 1));
        count.Missing.Single().Key.ShouldEndWith(";5");
        count.Missing.Single().Why.ShouldNotBeEmpty();
        (healed.Stored, healed.MissingCount).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_message_of_thirty_megabytes_comes_whole()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        var line = new string('x', 76) + "\r\n";
        var big = Encoding.ASCII.GetBytes(
            "Subject: A large photograph\r\nFrom: dai@example.org\r\n\r\n"
                + string.Concat(Enumerable.Repeat(line, 30 << 20 >> 6)));
        user.Deliver([big]);
        user.Deliver(Some(3, "small"));

        var count = await office.FetchAsync(await office.AddMailboxAsync(user));

        (count.Stored, count.MissingCount, count.Reconnections).ShouldBe((4, 0, 0));
        (await office.HashesAsync())
            .ShouldContain(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(big)));
    }

    [Fact]
    public async Task A_folder_that_has_gone_is_named_and_the_others_are_fetched()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        user.AddFolder(".Gone");
        user.Deliver(Some(2, "here"));
        var mailbox = await office.AddMailboxAsync(user);
        Directory.Delete(Path.Combine(user.Folder, ".Gone"), true);

        var count = await office.FetchAsync(mailbox);

        count.Stored.ShouldBe(2);
        count.Troubles.Single().ShouldContain("Gone");
        (await office.SourcesAsync()).Single().Last!.Note.ShouldNotBeNull().ShouldContain("Gone");
    }

    private static IEnumerable<byte[]> Some(int count, string subject) =>
        Enumerable.Range(1, count)
            .Select(number => Letters.Plain($"{subject} {number}", $"This is {subject}, number {number}."));
}
