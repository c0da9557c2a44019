using Postbag.Casework.Inbox.Imap;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Imap;

/// <summary>What a server may say of what has vanished (RFC 7162), and when it isn't believed.</summary>
[Trait("engine", "either")]
public sealed class VanishedAnswersTests
{
    private const string Opened =
        "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n* OK [UIDNEXT 9] .\r\n* OK [HIGHESTMODSEQ 20] .\r\n";

    private static readonly ImapKnownFolder Known = new(7, 12, 8);

    public static TheoryData<string, string, uint[]?> Answers => new()
    {
        { "nothing has vanished", Opened, [] },
        { "some have", Opened + "* VANISHED (EARLIER) 2,4:5\r\n* 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (15))\r\n",
            [2, 4, 5] },
        { "said in pieces", Opened + "* VANISHED (EARLIER) 2\r\n* vanished (earlier) 5\r\n", [2, 5] },
        { "of the folder before",
            "* VANISHED (EARLIER) 6\r\n* VANISHED 3\r\n* OK [CLOSED] .\r\n" + Opened + "* VANISHED (EARLIER) 2\r\n",
            [2] },
        { "more than is shorter to hear", Opened + "* VANISHED (EARLIER) 1:4294967295\r\n", null },
        { "many little lists",
            Opened + string.Concat(
            Enumerable.Range(0, 5).Select(i => $"* VANISHED (EARLIER) {1 + (i * 900)}:{900 + (i * 900)}\r\n")), null },
        { "numbered anew", Opened.Replace("UIDVALIDITY 7", "UIDVALIDITY 8"), null },
        { "no count of changes", Opened.Replace("HIGHESTMODSEQ 20", "NOMODSEQ"), null },
        { "a count that went back", Opened.Replace("HIGHESTMODSEQ 20", "HIGHESTMODSEQ 11"), null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_a_server_says_of_the_time_since_is_believed_only_where_it_can_know(
        string what, string said, uint[]? vanished)
    {
        await using var server = Server("ENABLE QRESYNC CONDSTORE", said);
        await using var client = await SignInAsync(server);

        var state = await client.ExamineAsync(Inbox, Known, Token);

        server.Heard.ShouldContain("EXAMINE \"INBOX\" (QRESYNC (7 12 1:8))");
        state.Vanished.ShouldBe(vanished, what);
        state.Messages.ShouldBe(3u);
    }

    [Fact]
    public async Task A_server_that_offers_it_and_does_not_understand_it_is_asked_without()
    {
        await using var server =
            new ScriptedMailServer(talk => talk.ServeAsync("ENABLE QRESYNC CONDSTORE", async (tag, command) =>
        {
            if (command.StartsWith("ENABLE", StringComparison.Ordinal)) await talk.SayAsync("* ENABLED QRESYNC\r\n");
            if (!command.Contains("(QRESYNC (", StringComparison.Ordinal)) return false;
            await talk.SayAsync($"{tag} BAD what?\r\n");
            return true;
        }));
        await using var client = await SignInAsync(server);

        var first = await client.ExamineAsync(Inbox, Known, Token);
        await client.ExamineAsync(Inbox, Known, Token);

        first.Vanished.ShouldBeNull();
        server.Heard.Where(line => line.StartsWith("EXAMINE", StringComparison.Ordinal)).ShouldBe(
            ["EXAMINE \"INBOX\" (QRESYNC (7 12 1:8))", "EXAMINE \"INBOX\" (CONDSTORE)",
                "EXAMINE \"INBOX\" (CONDSTORE)"]);
    }

    [Theory]
    [InlineData("ENABLE CONDSTORE", "EXAMINE \"INBOX\" (CONDSTORE)")]
    [InlineData("QRESYNC CONDSTORE", "EXAMINE \"INBOX\" (CONDSTORE)")]
    [InlineData("", "EXAMINE \"INBOX\"")]
    public async Task Where_it_is_not_offered_it_is_not_asked_for(string capabilities, string heard)
    {
        await using var server = Server(capabilities, Opened);
        await using var client = await SignInAsync(server);

        var state = await client.ExamineAsync(Inbox, Known, Token);

        state.Vanished.ShouldBeNull();
        server.Heard.ShouldContain(heard);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ImapFolder Inbox => new("INBOX", "INBOX", new HashSet<string>());

    private static ScriptedMailServer Server(string capabilities, string opened) => new(talk => talk.ServeAsync(
        capabilities,
        async (tag, command) =>
        {
            if (command.StartsWith("ENABLE", StringComparison.Ordinal)) await talk.SayAsync("* ENABLED QRESYNC\r\n");
            if (!command.StartsWith("EXAMINE", StringComparison.Ordinal)) return false;
            await talk.SayAsync($"{opened}{tag} OK opened\r\n");
            return true;
        }));

    private static async Task<ImapClient> SignInAsync(ScriptedMailServer server)
    {
        var client = await ImapClient.ConnectAsync(
            new ImapServer("127.0.0.1", server.Port, ImapSecurity.None), new ImapReach(), new ImapLimits(), Token);
        await client.SignInAsync(new ImapSignIn("office", "password"), Token);
        return client;
    }
}
