using System.Text;
using Postbag.Casework.Inbox.Imap;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Imap;

/// <summary>The client beside a real Dovecot.</summary>
[Trait("engine", "either")]
public sealed class ImapClientTests(Dovecot dovecot) : IClassFixture<Dovecot>
{
    private static readonly ImapReach Trusting = new() { Authorities = [TestAuthority.Shared.Certificate] };

    [Theory]
    [InlineData(ImapSecurity.Tls)]
    [InlineData(ImapSecurity.StartTls)]
    [InlineData(ImapSecurity.None)]
    public async Task Somebody_signs_in_by_every_way_and_fetches_what_is_there(ImapSecurity security)
    {
        var user = dovecot.AddUser();
        var letter = Letters.Plain("Damp", "The wall is wet.");
        user.Deliver([letter]);
        user.Deliver([Letters.Plain("Noise", "It is loud.")], isSeen: true);

        await using var client = await SignInAsync(user, security);
        var inbox = (await client.ListAsync(Token)).Single(folder => folder.Name == "INBOX");
        var state = await client.ExamineAsync(inbox, Token);
        var uids = await client.SearchAsync(null, 1, Token);
        var heads = new List<ImapHead>();
        await client.FetchHeadsAsync("1:*", heads.Add, Token);
        var bodies = new List<ImapBody>();
        var problem = await client.FetchBodiesAsync("1:2", 10_000, bodies.Add, Token);

        (state.Messages, uids.Count, problem).ShouldBe((2u, 2, null));
        heads.Select(head => head.IsSeen).ShouldBe([false, true], ignoreOrder: true);
        heads.ShouldAllBe(head => head.ReceivedAt != null && head.SizeBytes > 0);
        bodies.ShouldContain(body => body.Bytes!.SequenceEqual(letter));
    }

    [Fact]
    public async Task A_wrong_password_is_a_sentence()
    {
        var user = dovecot.AddUser();
        await using var client = await ConnectAsync(ImapSecurity.Tls, Trusting);

        var failure = await Should.ThrowAsync<ImapException>(
            client.SignInAsync(new ImapSignIn(user.Name, "wrong"), Token));

        failure.Fault.ShouldBe(ImapFault.SignInRefused);
        failure.Message.ShouldContain("refused the user name or the password");
    }

    [Theory]
    [InlineData(ImapSecurity.Tls)]
    [InlineData(ImapSecurity.StartTls)]
    public async Task A_certificate_nobody_vouches_for_is_not_trusted(ImapSecurity security)
    {
        var failure = await Should.ThrowAsync<ImapException>(ConnectAsync(security, new ImapReach()));

        failure.Fault.ShouldBe(ImapFault.CertificateNotTrusted);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_trusted()
    {
        var failure = await Should.ThrowAsync<ImapException>(ImapClient.ConnectAsync(
            new ImapServer("127.0.0.1", dovecot.TlsPort, ImapSecurity.Tls), Trusting, new ImapLimits(), Token));

        failure.Fault.ShouldBe(ImapFault.CertificateNotTrusted);
    }

    [Fact]
    public async Task The_wrong_kind_of_encryption_is_a_sentence()
    {
        var failure = await Should.ThrowAsync<ImapException>(ImapClient.ConnectAsync(
            new ImapServer("localhost", dovecot.PlainPort, ImapSecurity.Tls), Trusting, new ImapLimits(), Token));

        failure.Fault.ShouldBe(ImapFault.NoEncryption);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_and_a_name_nobody_has_are_sentences()
    {
        var port = Dovecot.FreePort();
        var closed = await Should.ThrowAsync<ImapException>(ImapClient.ConnectAsync(
            new ImapServer("127.0.0.1", port, ImapSecurity.Tls), Trusting, new ImapLimits(), Token));
        var unknown = await Should.ThrowAsync<ImapException>(ImapClient.ConnectAsync(
            new ImapServer("mail.invalid", 993, ImapSecurity.Tls), Trusting, new ImapLimits(), Token));

        closed.Fault.ShouldBe(ImapFault.ConnectionRefused);
        unknown.Fault.ShouldBe(ImapFault.HostNotFound);
    }

    [Fact]
    public async Task Inner_networks_are_out_of_reach_where_the_host_says_so()
    {
        var failure = await Should.ThrowAsync<ImapException>(ConnectAsync(
            ImapSecurity.Tls, Trusting with { RefusePrivateAddresses = true }));

        failure.Fault.ShouldBe(ImapFault.AddressNotAllowed);
    }

    [Fact]
    public async Task Folders_are_called_what_people_call_them()
    {
        var user = dovecot.AddUser();
        string[] names = ["Étang & Fils", "Llythyrau", "未読", "Zoë \"quoted\"", "Archive.2025"];
        foreach (var name in names)
            user.AddFolder("." + ModifiedUtf7.Encode(name));

        await using var client = await SignInAsync(user);
        var folders = await client.ListAsync(Token);

        folders.Select(folder => folder.Name).Order().ShouldBe([.. names.Append("INBOX").Append("Archive").Order()]);
        folders.Single(folder => folder.Name == "Archive").CanBeOpened.ShouldBeFalse();
        foreach (var folder in folders.Where(folder => folder.CanBeOpened))
        {
            (await client.AskAsync(folder, Token)).ShouldNotBeNull(folder.Name).Messages.ShouldBe(0u);
            (await client.ExamineAsync(folder, Token)).Messages.ShouldBe(0u);
        }
    }

    [Fact]
    public async Task What_a_folder_is_for_is_known_from_the_server()
    {
        var user = dovecot.AddUser();
        user.AddFolder(".Papers");

        await using var client = await SignInAsync(user);

        (await client.ListAsync(Token)).Single(folder => folder.Name == "Papers").Marks.ShouldContain("\\drafts");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_a_sentence()
    {
        var user = dovecot.AddUser();
        await using var client = await SignInAsync(user);

        var failure = await Should.ThrowAsync<ImapException>(client.ExamineAsync(
            new ImapFolder("Elsewhere", "Elsewhere", new HashSet<string>()), Token));

        failure.Fault.ShouldBe(ImapFault.NoSuchFolder);
        failure.Message.ShouldContain("Elsewhere");
    }

    [Fact]
    public async Task New_mail_ends_the_waiting()
    {
        var user = dovecot.AddUser();
        await using var client = await SignInAsync(user);
        var inbox = (await client.ListAsync(Token)).Single();
        await client.ExamineAsync(inbox, Token);
        client.CanIdle.ShouldBeTrue();

        var nothing = await client.IdleAsync(TimeSpan.FromMilliseconds(50), Token);
        var waiting = client.IdleAsync(TimeSpan.FromMinutes(5), Token);
        user.Deliver([Letters.Plain("Damp", "The wall is wet.")]);

        nothing.ShouldBeFalse();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token)).ShouldBeTrue();
        (await client.SearchAsync(null, 1, Token)).ShouldBe([1u]);
    }

    [Fact]
    public async Task Odd_bytes_come_as_they_are()
    {
        var user = dovecot.AddUser();
        byte[][] odd =
        [
            Encoding.Latin1.GetBytes("Subject: caf\u00e9\r\n\r\nNUL \0 and \u0080\u00ff and a lone \r return\r\n"),
            "no header at all"u8.ToArray(),
            Encoding.ASCII.GetBytes("Subject: braces {5}\r\n\r\n{3}\r\n* 1 FETCH (UID 9)\r\n)\r\nP5 OK done\r\n"),
            new byte[] { 0xEF, 0xBB, 0xBF, (byte)'\r', (byte)'\n' },
        ];
        foreach (var message in odd) user.Deliver([message]);

        await using var client = await SignInAsync(user);
        await client.ExamineAsync((await client.ListAsync(Token)).Single(), Token);
        var bodies = new Dictionary<uint, byte[]>();
        await client.FetchBodiesAsync("1:*", 10_000, body => bodies[body.Uid] = body.Bytes!, Token);

        bodies.Count.ShouldBe(odd.Length);
        // Dovecot hands NUL over as 0x80 (RFC 9051 forbids NUL in literals) and ends lines with CR LF; the rest is as
        // it was.
        foreach (var (uid, bytes) in bodies)
            Encoding.Latin1.GetString(bytes).ShouldBe(
                Encoding.Latin1.GetString(odd[uid - 1]).Replace('\0', '\u0080'), $"message {uid}");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<ImapClient> ConnectAsync(ImapSecurity security, ImapReach reach) => ImapClient.ConnectAsync(
        new ImapServer(
            security == ImapSecurity.None ? "127.0.0.1" : "localhost",
            security == ImapSecurity.Tls ? dovecot.TlsPort : dovecot.PlainPort, security),
        reach, new ImapLimits(), Token);

    private async Task<ImapClient> SignInAsync(DovecotUser user, ImapSecurity security = ImapSecurity.Tls)
    {
        var client = await ConnectAsync(security, Trusting);
        await client.SignInAsync(new ImapSignIn(user.Name, DovecotUser.Password), Token);
        return client;
    }
}
