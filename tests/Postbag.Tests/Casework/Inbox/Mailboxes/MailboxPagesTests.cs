using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>A manager adds, tests, chooses, pauses and removes: by forms alone.</summary>
public sealed class MailboxPagesTests(Dovecot dovecot) : IClassFixture<Dovecot>
{
    [Fact]
    public async Task A_mailbox_is_added_its_folders_chosen_and_its_mail_comes()
    {
        await using var casework = await StartAsync();
        var manager = await casework.AsAsync(Role.OfficeManager);
        var user = dovecot.AddUser();
        user.AddFolder(".Étang".Replace("Étang", "&AMk-tang", StringComparison.Ordinal));
        user.AddFolder(".Old");
        user.Deliver([Letters.Plain("Damp", "The wall is wet.")]);
        user.Deliver([Letters.Plain("Not wanted", "Text.")], ".Old");

        var added = await manager.PostAsync(MailboxLinks.Add, Form(user));
        var page = await manager.FollowAsync(added);
        var address = added.Location!;
        var mailbox = await OnlyAsync(casework);
        await manager.PostAsync(address, new { Chosen = new[] { "INBOX", "Étang" }, SinceOn = "2020-01-01" }, "Choose");
        await manager.PostAsync(address, action: "Resume");
        await UntilFetchedAsync(casework);
        var afterwards = await manager.GetAsync(address);
        var list = await manager.GetAsync(MailboxLinks.Index);

        page.Text.ShouldContain("The mailbox opens.");
        page.Document.QuerySelectorAll("input[name=Chosen]").Length.ShouldBe(3);
        mailbox.IsPaused.ShouldBeTrue();
        var changed = await OnlyAsync(casework);
        changed.Folders.Where(folder => folder.IsChosen).Select(folder => folder.Name)
            .ShouldBe(["INBOX", "Étang"], ignoreOrder: true);
        changed.SinceOn.ShouldBe(new DateOnly(2020, 1, 1));
        afterwards.Text.ShouldContain("1 there, 1 here, 0 missing");
        list.Text.ShouldContain("Up to date");
        afterwards.Text.ShouldNotContain(DovecotUser.Password);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { nameof(ImapFault.SignInRefused), "Password", "refused the user name or the password" },
        { nameof(ImapFault.HostNotFound), "Host", "There is no server called nowhere.invalid" },
        { nameof(ImapFault.ConnectionRefused), "Port", "Nothing listens at localhost" },
        { nameof(ImapFault.CertificateNotTrusted), "Host", "can't be trusted" },
        { nameof(ImapFault.NoEncryption), "Security", "No encrypted connection" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_is_wrong_is_said_at_the_field_it_is_wrong_with_and_nothing_is_kept(
        string fault, string field, string sentence)
    {
        await using var casework = await StartAsync();
        var manager = await casework.AsAsync(Role.OfficeManager);
        var form = Form(dovecot.AddUser());
        (form["Host"], form["Port"], form["Password"]) = fault switch
        {
            nameof(ImapFault.SignInRefused) => (form["Host"], form["Port"], "wrong"),
            nameof(ImapFault.HostNotFound) => ("nowhere.invalid", form["Port"], form["Password"]),
            nameof(ImapFault.ConnectionRefused) => (form["Host"], $"{Dovecot.FreePort()}", form["Password"]),
            nameof(ImapFault.CertificateNotTrusted) => ("127.0.0.1", form["Port"], form["Password"]),
            _ => (form["Host"], $"{dovecot.PlainPort}", form["Password"]),
        };

        var page = await manager.PostAsync(MailboxLinks.Add, form);

        page.ShouldRefuse(sentence);
        page.Document.QuerySelector($"#{field}-error")?.TextContent.ShouldContain(sentence);
        page.Text.ShouldNotContain(DovecotUser.Password);
        await using var db = (CaseworkDb)casework.Office.OpenDb();
        (await db.Mailboxes.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_mailbox_is_tested_given_another_password_paused_and_removed_and_each_is_in_the_audit_trail()
    {
        await using var casework = await StartAsync();
        var manager = await casework.AsAsync(Role.OfficeManager);
        var address = (await manager.PostAsync(MailboxLinks.Add, Form(dovecot.AddUser()))).Location!;

        var tested = await manager.FollowAsync(await manager.PostAsync(address, action: "Test"));
        await manager.PostAsync(address, new { Secret = "wrong" }, "Secret");
        var wrong = await manager.FollowAsync(await manager.PostAsync(address, action: "Test"));
        await manager.PostAsync(address, action: "Resume");
        await manager.PostAsync(address, action: "Pause");
        var none = await manager.PostAsync(address, new Dictionary<string, string>(), "Choose");
        var removed = await manager.PostAsync(address + "/remove", action: "remove");

        tested.Text.ShouldContain("It opens: 1 folders with 0 messages.");
        wrong.Text.ShouldContain("It doesn&#x27;t open.");
        none.Location.ShouldBe(address);
        removed.ShouldLeadTo(MailboxLinks.Index);
        await using var db = (CaseworkDb)casework.Office.OpenDb();
        (await db.Mailboxes.CountAsync()).ShouldBe(0);
        var acts = await db.AuditEntries.Where(e => e.Act.StartsWith("mailbox.")).OrderBy(e => e.Sequence)
            .Select(e => e.Act).ToListAsync();
        acts.ShouldBe([
            MailboxActs.Added.Key, MailboxActs.Tested.Key, MailboxActs.SecretChanged.Key, MailboxActs.Tested.Key,
            MailboxActs.Resumed.Key, MailboxActs.Paused.Key, MailboxActs.Changed.Key, MailboxActs.Removed.Key]);
    }

    [Theory]
    [InlineData(Role.Representative)]
    [InlineData(Role.Caseworker)]
    [InlineData(Role.Volunteer)]
    [InlineData(Role.Auditor)]
    public async Task Only_a_manager_gets_near_mailboxes(Role role)
    {
        await using var casework = await StartAsync();
        var address = (await (await casework.AsAsync(Role.OfficeManager))
            .PostAsync(MailboxLinks.Add, Form(dovecot.AddUser()))).Location!;
        var visitor = await casework.AsAsync(role);

        foreach (var page in new[] { MailboxLinks.Index, MailboxLinks.Add, address, address + "/remove" })
            (await visitor.GetAsync(page)).Status.ShouldBe(HttpStatusCode.Forbidden, page);
    }

    [Fact]
    public async Task Passwords_are_not_in_the_database_as_they_are()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var mailbox = await office.AddMailboxAsync(dovecot.AddUser());
        await using var db = (CaseworkDb)office.Office.OpenDb();

        var kept = await db.Mailboxes.SingleAsync();

        System.Text.Encoding.Latin1.GetString(kept.Secret).ShouldNotContain(DovecotUser.Password);
        office.Door.Secrets.Decrypt(office.Office, mailbox.Id, kept.Secret).Password.ShouldBe(DovecotUser.Password);
        // Copied into another mailbox's row, or another office, it opens nothing.
        Should.Throw<Postbag.Office.CannotException>(() => office.Door.Secrets.Decrypt(
            office.Office, Postbag.Storage.Id<Mailbox>.New(TimeProvider.System), kept.Secret));
        await using var other = await LedgerOffice.OpenAsync();
        Should.Throw<Postbag.Office.CannotException>(
            () => other.Door.Secrets.Decrypt(other.Office, mailbox.Id, kept.Secret));
    }

    private static Task<ServedSide> StartAsync() => ServedSide.StartAsync(
        new CaseworkSide(), TimeProvider.System,
        services => services.AddSingleton(new FetchPace { Watch = TimeSpan.FromMilliseconds(100) }), "",
        ("Imap:Authorities", TestAuthority.Shared.File()));

    private Dictionary<string, string> Form(DovecotUser user) => new()
    {
        ["UserName"] = user.Name, ["Host"] = "localhost", ["Port"] = $"{dovecot.TlsPort}", ["Security"] = "Tls",
        ["SigningIn"] = "Password", ["Password"] = DovecotUser.Password,
    };

    private static async Task<Mailbox> OnlyAsync(ServedSide casework)
    {
        await using var db = (CaseworkDb)casework.Office.OpenDb();
        return await db.Mailboxes.AsNoTracking().Include(m => m.Folders).SingleAsync();
    }

    private static async Task UntilFetchedAsync(ServedSide casework)
    {
        for (var i = 0; i < 6000 && (await OnlyAsync(casework)).FetchedAt is null; i++) await Task.Delay(10);
        (await OnlyAsync(casework)).FetchedAt.ShouldNotBeNull();
    }
}
