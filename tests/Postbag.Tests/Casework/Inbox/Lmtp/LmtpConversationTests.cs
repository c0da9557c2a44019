using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>What is answered to what: RFC 2033, 5321, 1870, 2034, 3030.</summary>
public sealed class LmtpConversationTests(LmtpConversationTests.Server server)
    : IClassFixture<LmtpConversationTests.Server>
{
    [Fact]
    public async Task What_is_offered_is_said_at_the_greeting()
    {
        using var client = await LmtpClient.ConnectAsync(server.Casework.LmtpAddress);

        var offer = await client.SayAsync("LHLO mail.example.org");

        client.Greeting.ShouldStartWith("220 ");
        foreach (var extension in new[] { "PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 1048576", "CHUNKING",
            "ENHANCEDSTATUSCODES" })
            offer.Split('\n').ShouldContain(line => line.EndsWith(extension), extension);
    }

    [Theory]
    [InlineData("EHLO x", "500 5.5.1")]
    [InlineData("HELO x", "500 5.5.1")]
    [InlineData("LHLO", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@example.org>", "503 5.5.1")]
    [InlineData("DATA", "503 5.5.1")]
    [InlineData("GET / HTTP/1.1", "500 5.5.1")]
    [InlineData("quit", "221 2.0.0")]
    public async Task Before_the_greeting_nothing_is_taken(string line, string answer)
    {
        using var client = await LmtpClient.ConnectAsync(server.Casework.LmtpAddress);

        (await client.SayAsync(line)).ShouldStartWith(answer);
    }

    [Theory]
    [InlineData("RCPT TO:<a@example.org>", "503 5.5.1")]
    [InlineData("MAIL FROM:a@example.org", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@example.org", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@example.org> SIZE=ten", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@example.org> SIZE=1048577", "552 5.3.4")]
    [InlineData("MAIL FROM:<a@example.org> SIZE=99999999999999999999", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@example.org> BODY=BINARYMIME", "555 5.5.4")]
    [InlineData("MAIL FROM:<a@example.org> RET=FULL", "555 5.5.4")]
    [InlineData("MAIL FROM: <a@example.org> SIZE=10 BODY=8BITMIME SMTPUTF8", "250 2.1.0")]
    [InlineData("MAIL FROM:<\"a>b\"@example.org>", "250 2.1.0")]
    [InlineData("MAIL FROM:<@relay.example:a@example.org>", "250 2.1.0")]
    [InlineData("MAIL FROM:<>", "250 2.1.0")]
    [InlineData("mail from:<élan@example.org> smtputf8", "250 2.1.0")]
    [InlineData("NOOP", "250 2.0.0")]
    [InlineData("RSET", "250 2.0.0")]
    [InlineData("VRFY mary", "252 2.5.0")]
    [InlineData("DATA", "503 5.5.1")]
    [InlineData("BDAT x", "501 5.5.4")]
    [InlineData("BDAT 9999999999 LAST", "552 5.3.4")]
    [InlineData("BDAT 0 LAST", "503 5.5.1")]
    public async Task Each_command_has_its_answer(string line, string answer)
    {
        using var client = await LmtpClient.GreetAsync(server.Casework.LmtpAddress);

        (await client.SayAsync(line)).ShouldStartWith(answer);
    }

    [Fact]
    public async Task Sender_recipients_and_message_come_in_their_order()
    {
        using var client = await LmtpClient.GreetAsync(server.Casework.LmtpAddress);

        await client.SendAsync(
            "MAIL FROM:<a@example.org>\r\nMAIL FROM:<b@example.org>\r\nDATA\r\nRCPT TO:<>\r\nRCPT TO:<a\0b@example.com>\r\n"
            + "RCPT TO:<o@example.com> NOTIFY=NEVER\r\nRCPT TO:<postmaster>\r\nBDAT 3\r\nab\nDATA\r\nRCPT TO:<c@example.com>\r\nRSET\r\nDATA\r\n");
        var answers = await client.RepliesAsync(12);

        answers.Select(answer => answer[..3]).ShouldBe(
            ["250", "503", "503", "501", "501", "555", "250", "250", "503", "503", "250", "503"]);
    }

    [Fact]
    public async Task A_message_larger_than_was_said_is_refused_and_the_next_is_taken()
    {
        using var client = await LmtpClient.GreetAsync(server.Casework.LmtpAddress);
        var large = new byte[(1 << 20) + 3];
        Array.Fill(large, (byte)'x');
        large[^2] = (byte)'\r';
        large[^1] = (byte)'\n';

        await client.SendAsync("MAIL FROM:<>\r\nRCPT TO:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n");
        await client.RepliesAsync(4);
        await client.SendAsync(LmtpClient.Stuffed(large));
        var answers = await client.RepliesAsync(2);

        answers.ShouldAllBe(answer => answer.StartsWith("552 5.3.4"));
        (await client.DeliverAsync(Letters.Plain("Bus", "It is late."))).Single().ShouldStartWith("250");
    }

    [Fact]
    public async Task An_empty_message_is_refused_because_there_is_nothing_to_keep()
    {
        using var client = await LmtpClient.GreetAsync(server.Casework.LmtpAddress);
        await client.SendAsync("MAIL FROM:<>\r\nRCPT TO:<a@example.com>\r\nDATA\r\n");
        await client.RepliesAsync(3);

        (await client.SayAsync(".")).ShouldStartWith("554 5.6.0");
    }

    [Fact]
    public async Task A_line_without_an_end_and_a_line_with_half_an_end_are_refused()
    {
        using var client = await LmtpClient.GreetAsync(server.Casework.LmtpAddress);

        (await client.SayAsync("NOOP " + new string('x', 100_000))).ShouldStartWith("500 5.5.6");
        await client.SendAsync("NOOP\n");
        (await client.ReplyAsync()).ShouldStartWith("500 5.5.2");
        (await client.SayAsync("NOOP")).ShouldStartWith("250");
    }

    [Fact]
    public async Task A_client_that_only_plays_is_sent_away()
    {
        using var client = await LmtpClient.GreetAsync(server.Casework.LmtpAddress);
        await client.SendAsync(string.Concat(Enumerable.Repeat("NOOP\r\n", 150)));

        var answers = await client.RepliesAsync(102);

        answers[100].ShouldStartWith("250");
        answers[101].ShouldStartWith("421 4.7.0");
        (await client.ReplyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_recipients_than_allowed_are_asked_to_come_again()
    {
        using var client = await LmtpClient.GreetAsync(server.Casework.LmtpAddress);
        await client.SendAsync("MAIL FROM:<>\r\n"
            + string.Concat(Enumerable.Range(0, 1001).Select(n => $"RCPT TO:<a{n}@example.com>\r\n")));

        var answers = await client.RepliesAsync(1002);

        answers[1000].ShouldStartWith("250 2.1.5");
        answers[1001].ShouldStartWith("452 4.5.3");
    }

    public sealed class Server : IAsyncLifetime
    {
        public ServedSide Casework { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Casework = await ServedSide.StartLmtpAsync(("Lmtp:MaxMessageMegabytes", "1"));

        public ValueTask DisposeAsync() => Casework.DisposeAsync();
    }
}
