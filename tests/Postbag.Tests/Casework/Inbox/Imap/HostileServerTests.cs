using System.Net.Security;
using Postbag.Casework.Inbox.Imap;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Imap;

// Over 300 lines: each hostile server is a script of its own, told beside what it must not do.
/// <summary>Servers that are broken or mean harm: each gets an end, none gets our memory, our time or our
/// password.</summary>
[Trait("engine", "either")]
public sealed class HostileServerTests
{
    /// <summary>Small limits, so that they are reached soon; the times are long, for servers that do answer, on a
    /// machine that may be busy.</summary>
    private static readonly ImapLimits Small = new()
    {
        Silence = TimeSpan.FromMinutes(1), Command = TimeSpan.FromMinutes(2), LineBytes = 100_000,
        MessageBytes = 2 << 20, Responses = 2000, Folders = 50, MessagesPerFolder = 10_000,
    };

    /// <summary>And a short patience, for those that don't: never so short that one who is slow to sign us in runs into
    /// it.</summary>
    private static readonly ImapLimits Hasty = Small with { Silence = TimeSpan.FromSeconds(3) };

    public static TheoryData<string, string> Nonsense => new()
    {
        { "a line without an end", new string('x', 200_000) },
        { "a name without an end", "* " + new string('x', 500) + "\r\n" },
        { "too many folders", string.Concat(Enumerable.Range(0, 60).Select(i => $"* LIST () \"/\" f{i}\r\n")) },
        { "a huge literal", "* LIST () \"/\" {4000000000}\r\n" },
        { "a literal longer than a name may be", "* LIST () \"/\" {70000}\r\n" },
        { "a literal that overflows", "* LIST () \"/\" {99999999999999999999999}\r\n" },
        { "literals without an end", "* LIST (" + string.Concat(Enumerable.Repeat("{1}\r\nx ", 200)) },
        { "lists in lists", "* LIST " + new string('(', 5000) + "\r\n" },
        { "a list without an end", "* LIST (\\Marked \"/\" INBOX\r\n" },
        { "a bracket too many", "* LIST ) \"/\" INBOX\r\n" },
        { "a quotation without an end", "* LIST () \"/\" \"INBOX\r\n" },
        { "a folder without a name", "* LIST () \"/\"\r\n" },
        { "a number that is none", "* 99999999999999999999 EXISTS\r\n" },
        { "answers without an end", string.Concat(Enumerable.Repeat("* OK still thinking\r\n", 3000)) },
        { "binary", "\0\u0001\u0002\u00ff\u00fe \0\0\r\n* \r\n+\r\n" },
        { "nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Nonsense_ends_in_a_sentence(string what, string said)
    {
        await using var server = Server(async (talk, tag, command) =>
        {
            if (!command.StartsWith("LIST", StringComparison.Ordinal)) return false;
            await talk.SayAsync(said);
            // The connection stays open: a limit has to end it, not the server.
            return true;
        });
        await using var client = await SignInAsync(server, Hasty);

        var failure = await Should.ThrowAsync<ImapException>(client.ListAsync(Token), what);

        failure.Message.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("* SEARCH 1 2 zwei\r\n")]
    [InlineData("* SEARCH 0\r\n")]
    [InlineData("* SEARCH 4294967296\r\n")]
    [InlineData("* ESEARCH (TAG \"P1\") UID ALL 1:4294967295\r\n")]
    [InlineData("* ESEARCH (TAG \"P1\") UID ALL 5,,6\r\n")]
    public async Task Numbers_that_are_none_or_too_many_end_in_a_sentence(string said)
    {
        await using var server = Server(async (talk, tag, command) =>
        {
            if (!command.StartsWith("UID SEARCH", StringComparison.Ordinal)) return false;
            await talk.SayAsync($"{said}{tag} OK done\r\n");
            return true;
        });
        await using var client = await SignInAsync(server);
        await client.ExamineAsync(Inbox, Token);

        (await Should.ThrowAsync<ImapException>(client.SearchAsync(null, 1, Token))).Fault.ShouldBe(ImapFault.Nonsense);
    }

    [Fact]
    public async Task A_server_that_sends_more_than_was_asked_for_is_cut_off_before_it_fills_the_memory()
    {
        var sent = 0L;
        await using var server = Server(async (talk, tag, command) =>
        {
            if (!command.StartsWith("UID FETCH", StringComparison.Ordinal)) return false;
            while (true)
            {
                await talk.SayAsync($"* 1 FETCH (UID 1 BODY[] {{1000000}}\r\n{new string('x', 1_000_000)})\r\n");
                sent += 1_000_000;
            }
        });
        await using var client = await SignInAsync(server);
        await client.ExamineAsync(Inbox, Token);

        await Should.ThrowAsync<ImapException>(client.FetchBodiesAsync("1", 1000, _ => { }, Token));

        sent.ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public async Task A_server_that_says_a_byte_now_and_then_is_not_waited_for_for_ever()
    {
        await using var server = Server(async (talk, tag, command) =>
        {
            if (!command.StartsWith("LIST", StringComparison.Ordinal)) return false;
            while (true)
            {
                await talk.SayAsync("x");
                await Task.Delay(20, talk.Stop);
            }
        });
        await using var client = await SignInAsync(server, Small with { Command = TimeSpan.FromSeconds(3) });

        (await Should.ThrowAsync<ImapException>(client.ListAsync(Token))).Fault.ShouldBe(ImapFault.TooSlow);
    }

    [Fact]
    public async Task A_server_that_never_greets_is_left()
    {
        await using var server = new ScriptedMailServer(talk => Task.Delay(-1, talk.Stop));

        var failure = await Should.ThrowAsync<ImapException>(ConnectAsync(server, ImapSecurity.None, limits: Hasty));

        failure.Fault.ShouldBe(ImapFault.TooSlow);
    }

    [Theory]
    [InlineData("220 mail.example.com ESMTP\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("+OK POP3 ready\r\n")]
    public async Task Another_kind_of_server_is_told_from_a_mail_server(string greeting)
    {
        await using var server = new ScriptedMailServer(async talk =>
        {
            await talk.SayAsync(greeting);
            await Task.Delay(-1, talk.Stop);
        });

        var failure = await Should.ThrowAsync<ImapException>(ConnectAsync(server, ImapSecurity.None));

        failure.Fault.ShouldBe(ImapFault.NotAnImapServer);
    }

    [Fact]
    public async Task A_server_that_says_goodbye_at_once_is_heard()
    {
        await using var server =
            new ScriptedMailServer(async talk => await talk.SayAsync("* BYE Too many connections\r\n"));

        (await Should.ThrowAsync<ImapException>(ConnectAsync(server, ImapSecurity.None))).Message.ShouldContain(
            "Too many connections");
    }

    [Fact]
    public async Task Words_slipped_in_before_encryption_end_the_connection_and_no_password_is_sent()
    {
        await using var server = Server("STARTTLS AUTH=PLAIN", async (talk, tag, command) =>
        {
            if (command != "STARTTLS") return false;
            await talk.SayAsync($"{tag} OK begin\r\n* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nP2 OK injected\r\n");
            return true;
        });

        var failure = await Should.ThrowAsync<ImapException>(ConnectAsync(server, ImapSecurity.StartTls));

        failure.Fault.ShouldBe(ImapFault.Nonsense);
        server.Heard.Where(line => line != "LOGOUT").ShouldBe(["STARTTLS"]);
    }

    [Fact]
    public async Task A_server_that_hangs_up_before_encryption_is_tried_again_later()
    {
        await using var server =
            new ScriptedMailServer(async talk => await talk.Stream.ReadExactlyAsync(new byte[1], talk.Stop));

        var failure = await Should.ThrowAsync<ImapException>(ConnectAsync(server, ImapSecurity.Tls));

        (failure.Fault, failure.IsPassing).ShouldBe((ImapFault.Cut, true));
        failure.Message.ShouldContain("whether the server wants TLS from the start");
    }

    [Theory]
    [InlineData("UNAVAILABLE", true)]
    [InlineData("INUSE", true)]
    [InlineData("LIMIT", true)]
    [InlineData("AUTHENTICATIONFAILED", false)]
    public async Task A_server_that_cannot_check_passwords_now_is_tried_again_later(string code, bool isPassing)
    {
        await using var server = Server("AUTH=PLAIN SASL-IR", async (talk, tag, command) =>
        {
            if (!command.StartsWith("AUTHENTICATE", StringComparison.Ordinal)) return false;
            await talk.SayAsync($"{tag} NO [{code}] Not now\r\n");
            return true;
        });

        var failure = await Should.ThrowAsync<ImapException>(SignInAsync(server));

        failure.IsPassing.ShouldBe(isPassing);
    }

    [Theory]
    [InlineData("AUTH=PLAIN", true)]
    [InlineData("STARTTLS AUTH=PLAIN", false)]
    public async Task Without_encryption_no_password_is_sent(string capabilities, bool isSilentAboutIt)
    {
        await using var server = Server(capabilities, async (talk, tag, command) =>
        {
            if (command != "STARTTLS") return false;
            await talk.SayAsync($"{tag} NO not today\r\n");
            return true;
        });

        var failure = await Should.ThrowAsync<ImapException>(ConnectAsync(server, ImapSecurity.StartTls));

        failure.Fault.ShouldBe(ImapFault.NoEncryption);
        server.Heard.Where(line => line != "LOGOUT").ShouldBe(isSilentAboutIt ? [] : ["STARTTLS"]);
    }

    [Fact]
    public async Task A_server_that_lets_us_in_before_encryption_is_not_believed()
    {
        await using var server = new ScriptedMailServer(async talk =>
        {
            await talk.SayAsync("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome\r\n");
            await talk.HearAsync();
        });

        (await Should.ThrowAsync<ImapException>(ConnectAsync(server, ImapSecurity.StartTls))).Fault.ShouldBe(
            ImapFault.NoEncryption);
    }

    [Fact]
    public async Task What_was_said_before_encryption_is_forgotten()
    {
        using var certificate = TestAuthority.Shared.Issue("localhost");
        await using var server = new ScriptedMailServer(async talk =>
        {
            await talk.SayAsync("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED XEVIL] ready\r\n");
            var (tag, _) = await talk.HearAsync();
            await talk.SayAsync($"{tag} OK begin\r\n");
            await using var secret = new SslStream(talk.Stream);
            await secret.AuthenticateAsServerAsync(certificate);
            using var lines = new StreamReader(secret);
            var line = await lines.ReadLineAsync(talk.Stop);
            await secret.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
                $"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{line!.Split(' ')[0]} OK done\r\n"));
            await Task.Delay(-1, talk.Stop);
        });

        await using var client = await ConnectAsync(server, ImapSecurity.StartTls, "localhost");

        client.Capabilities.ShouldBe(["IMAP4REV1", "AUTH=PLAIN"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_said_unasked_is_no_answer()
    {
        await using var server = Server(async (talk, tag, command) =>
        {
            await talk.SayAsync(
                "* 5 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen))\r\n* 4 EXPUNGE\r\n* VANISHED 9\r\n* OK [ALERT] Maintenance {12}\r\n"
                + "* X-SURPRISE (((\"\r\nP0 OK not yours\r\n* LIST () \"/\" Elsewhere\r\n");
            return false;
        });
        await using var client = await SignInAsync(server);

        var folders = await client.ListAsync(Token);
        await client.ExamineAsync(Inbox, Token);
        var heads = new List<ImapHead>();
        await client.FetchHeadsAsync("1:3", heads.Add, Token);

        folders.Select(folder => folder.Name).ShouldBe(["Elsewhere", "INBOX"]);
        heads.ShouldBeEmpty();
        (await client.SearchAsync(null, 1, Token)).ShouldBe([1u, 2u, 3u]);
    }

    [Fact]
    public async Task Waiting_is_begun_anew_before_the_server_tires_of_it()
    {
        await using var server = Server("IDLE", async (talk, tag, command) =>
        {
            if (command != "IDLE") return false;
            await talk.SayAsync("+ idling\r\n* OK Still here\r\n");
            (await talk.HearAsync()).Command.ShouldBe("DONE");
            await talk.SayAsync($"{tag} OK done\r\n");
            return true;
        });
        await using var client = await SignInAsync(server);
        await client.ExamineAsync(Inbox, Token);

        for (var i = 0; i < 3; i++) (await client.IdleAsync(TimeSpan.FromMilliseconds(30), Token)).ShouldBeFalse();

        server.Heard.Count(line => line == "IDLE").ShouldBe(3);
    }

    [Fact]
    public async Task News_between_waiting_and_waiting_are_not_lost()
    {
        await using var server = Server("IDLE", async (talk, tag, command) =>
        {
            if (command != "IDLE") return false;
            await talk.SayAsync("+ idling\r\n");
            await talk.HearAsync();
            // After DONE and before the answer: the very last moment.
            await talk.SayAsync($"* 4 EXISTS\r\n{tag} OK done\r\n");
            return true;
        });
        await using var client = await SignInAsync(server);
        await client.ExamineAsync(Inbox, Token);

        (await client.IdleAsync(TimeSpan.FromMilliseconds(30), Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task News_that_come_with_another_answer_are_not_lost()
    {
        await using var server = Server("IDLE", async (talk, tag, command) =>
        {
            if (command.StartsWith("STATUS", StringComparison.Ordinal)) await talk.SayAsync("* 4 EXISTS\r\n");
            return false;
        });
        await using var client = await SignInAsync(server);
        await client.ExamineAsync(Inbox, Token);
        await client.SearchAsync(null, 1, Token);
        await client.AskAsync(Inbox, Token);

        (await client.IdleAsync(TimeSpan.FromMinutes(1), Token)).ShouldBeTrue();

        server.Heard.ShouldNotContain("IDLE");
    }

    [Theory]
    [InlineData("", "LOGIN \"office\" {11}")]
    [InlineData("LITERAL+", "LOGIN \"office\" {11+}")]
    [InlineData("AUTH=PLAIN SASL-IR", "AUTHENTICATE PLAIN AG9mZmljZQBww6RzcyAiXA0KAQ==")]
    [InlineData("AUTH=PLAIN", "AUTHENTICATE PLAIN")]
    public async Task A_password_of_any_characters_arrives_whole(string capabilities, string said)
    {
        await using var server = Server(capabilities, async (talk, tag, command) =>
        {
            if (command.EndsWith('}'))
            {
                if (!command.EndsWith("+}", StringComparison.Ordinal)) await talk.SayAsync("+ go on\r\n");
                // The password holds an end of line: the literal is two lines.
                await talk.HearAsync();
                await talk.HearAsync();
            }
            else if (command == "AUTHENTICATE PLAIN")
            {
                await talk.SayAsync("+ \r\n");
                (await talk.HearAsync()).Tag.ShouldBe("AG9mZmljZQBww6RzcyAiXA0KAQ==");
            }

            return false;
        });
        await using var client = await ConnectAsync(server, ImapSecurity.None);

        await client.SignInAsync(new ImapSignIn("office", "päss \"\\\r\n\u0001"), Token);

        server.Heard.ShouldContain(said);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ImapFolder Inbox => new("INBOX", "INBOX", new HashSet<string>());

    private static ScriptedMailServer Server(Func<ScriptedConversation, string, string, Task<bool>> answer) =>
        Server("", answer);

    private static ScriptedMailServer Server(
        string capabilities, Func<ScriptedConversation, string, string, Task<bool>> answer) =>
        new(talk => talk.ServeAsync(capabilities, (tag, command) => answer(talk, tag, command)));

    private static Task<ImapClient> ConnectAsync(
        ScriptedMailServer server, ImapSecurity security, string host = "127.0.0.1", ImapLimits? limits = null) =>
        ImapClient.ConnectAsync(
            new ImapServer(host, server.Port, security),
            new ImapReach { Authorities = [TestAuthority.Shared.Certificate] },
            limits ?? Small, Token);

    private static async Task<ImapClient> SignInAsync(ScriptedMailServer server, ImapLimits? limits = null)
    {
        var client = await ConnectAsync(server, ImapSecurity.None, limits: limits);
        await client.SignInAsync(new ImapSignIn("office", "password"), Token);
        return client;
    }
}
