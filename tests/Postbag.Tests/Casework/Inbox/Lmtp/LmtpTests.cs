using System.Net.Sockets;
using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

public sealed class LmtpTests
{
    private static readonly byte[] Damp = Letters.Plain("Damp", "The wall is wet.\n.hidden\n..\nEnd");

    [Fact]
    public async Task A_letter_that_was_answered_for_is_in_the_inbox_byte_for_byte()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);

        var answers = await client.DeliverAsync(Damp, "office@example.com", "mary.prys@example.com");
        await casework.WaitUntilReadAsync(1);

        answers.ShouldAllBe(answer => answer.StartsWith("250 2.6.0"));
        answers.Length.ShouldBe(2);
        (await casework.RawAsync()).Single().ShouldBe(Damp);
        (await casework.MessageAsync("Damp")).SenderAddress.ShouldBe("rhian.probert@example.org");
    }

    [Fact]
    public async Task The_envelope_is_kept_beside_the_letter_and_is_no_part_of_it()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);

        await client.DeliverAsync(Damp, "office@example.com", "mary.prys@example.com");
        await casework.ReceiveAsync(Damp);

        (await casework.NumberAsync(
            """
            SELECT count(*) FROM sighting WHERE trace = 'Return-Path: <sender@example.org>' || @crlf
              || 'Delivered-To: office@example.com' || @crlf || 'Delivered-To: mary.prys@example.com' || @crlf
            """.Replace("@crlf", TestPlace.OnPostgres ? "chr(13) || chr(10)" : "char(13) || char(10)", StringComparison.Ordinal)))
            .ShouldBe(1);
        // The mbox has other line ends, so those are other bytes; the delivered ones are found again.
        await client.DeliverAsync(Damp);
        (await casework.NumberAsync("SELECT count(*) FROM raw_message")).ShouldBe(2);
        (await casework.NumberAsync("SELECT count(*) FROM sighting")).ShouldBe(3);
    }

    [Fact]
    public async Task Deliveries_are_counted_there_and_here_and_one_that_is_lost_is_named()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);
        await client.DeliverAsync(Damp);
        await client.DeliverAsync(Letters.Plain("Bus", "It is late."));
        await client.DeliverAsync(Damp);
        await casework.WaitUntilReadAsync(2);
        var office = casework.Counting;

        var whole = (await office.RunAllAsync(null, CancellationToken.None)).Single().Last!;
        await casework.Office.Engine.WriteAsync(
            (connection, token) => connection.ExecuteAsync("DELETE FROM sighting WHERE source_key = '2'", token),
            CancellationToken.None);
        var torn = (await office.RunAllAsync(null, CancellationToken.None)).Single().Last!;
        var check = await new CheckLedger(casework.Office.Engine).RunAsync(null, CancellationToken.None);

        (whole.There, whole.Here, whole.MissingCount).ShouldBe((3, 3, 0));
        torn.Missing.Single().ShouldBe(
            new Postbag.Casework.Inbox.Reconciliation.Missing(
                "2", "it was answered for and is no longer in the ledger"));
        check.Problems.ShouldContain("1 messages that a mail server was answered for are no longer in the ledger.");
    }

    [Fact]
    public async Task A_message_nobody_can_read_is_taken_as_any_other()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);
        byte[][] odd = [[0, 1, 2, 255, (byte)'\r', (byte)'\n'], "no header at all\r\n"u8.ToArray(),
            "\n.\n\r\n"u8.ToArray()];

        foreach (var message in odd) (await client.DeliverAsync(message)).Single().ShouldStartWith("250");
        await casework.WaitUntilReadAsync(odd.Length);

        (await casework.RawAsync()).ShouldBe(odd);
        (await casework.NumberAsync("SELECT count(*) FROM message WHERE state = 2")).ShouldBe(3);
    }

    [Fact]
    public async Task What_a_stranger_hides_behind_a_bare_line_feed_is_never_taken_for_a_command()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);
        var smuggling = Encoding.ASCII.GetBytes(
            "Subject: One\r\n\r\nx\n.\nMAIL FROM:<minister@example.gov>\r\nRCPT TO:<office@example.com>\r\nDATA\r\nSubject: Two\r\n\r\nforged\r\n");

        (await client.DeliverAsync(smuggling)).Single().ShouldStartWith("250");

        (await client.SayAsync("NOOP")).ShouldStartWith("250");
        (await casework.RawAsync()).Single().ShouldBe(smuggling);
    }

    [Fact]
    public async Task A_large_message_comes_in_chunks_and_whole()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);
        var pictures = new byte[12 << 20];
        new Random(7).NextBytes(pictures);
        "From: ann@example.org\r\nSubject: Photographs\r\n\r\n"u8.CopyTo(pictures);

        await client.SayAsync("MAIL FROM:<ann@example.org> BODY=8BITMIME");
        await client.SayAsync("RCPT TO:<office@example.com>");
        await client.SendAsync($"BDAT {pictures.Length - 1000}\r\n");
        await client.SendAsync(pictures.AsMemory(..^1000));
        (await client.ReplyAsync()).ShouldStartWith("250 2.0.0");
        await client.SendAsync("BDAT 1000\r\n");
        await client.SendAsync(pictures.AsMemory(^1000..));
        (await client.ReplyAsync()).ShouldStartWith("250 2.0.0");
        (await client.SayAsync("BDAT 0 LAST")).ShouldStartWith("250 2.6.0");

        (await casework.RawAsync()).Single().SequenceEqual(pictures).ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_that_goes_away_before_the_end_has_delivered_nothing()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        using (var client = await LmtpClient.GreetAsync(casework.LmtpAddress))
        {
            await client.SendAsync(
                "MAIL FROM:<>\r\nRCPT TO:<office@example.com>\r\nDATA\r\nSubject: Half\r\n\r\nThis is");
            await client.RepliesAsync(3);
        }

        using var other = await LmtpClient.GreetAsync(casework.LmtpAddress);
        (await other.DeliverAsync(Damp)).Single().ShouldStartWith("250");

        (await casework.RawAsync()).Single().ShouldBe(Damp);
    }

    [Fact]
    public async Task A_server_that_stops_finishes_the_message_it_is_at_and_says_goodbye()
    {
        var casework = await ServedSide.StartLmtpAsync();
        using var busy = await LmtpClient.GreetAsync(casework.LmtpAddress);
        using var waiting = await LmtpClient.GreetAsync(casework.LmtpAddress);
        await busy.SendAsync("MAIL FROM:<>\r\nRCPT TO:<office@example.com>\r\nDATA\r\nSubject: Last");
        await busy.RepliesAsync(3);

        var stopping = casework.StopAsync();
        var farewell = await waiting.ReplyAsync();
        await busy.SendAsync("\r\n\r\nIn time.\r\n.\r\n");
        var answer = await busy.ReplyAsync();
        var goodbye = await busy.ReplyAsync();
        await stopping;

        farewell.ShouldStartWith("421 4.3.2");
        answer.ShouldStartWith("250");
        goodbye.ShouldStartWith("421 4.3.2");
        (await casework.NumberAsync("SELECT count(*) FROM raw_message")).ShouldBe(1);
        await casework.DisposeAsync();
    }

    [Fact]
    public async Task Letters_that_come_in_over_many_connections_are_all_there_once()
    {
        await using var casework = await ServedSide.StartLmtpAsync();
        var letters = Enumerable.Range(0, 400).Select(n => Letters.Plain($"Letter {n}", $"I write for the {n}th time."))
            .ToList();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async connection =>
        {
            using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);
            foreach (var letter in letters.Where((_, n) => n % 16 == connection))
                (await client.DeliverAsync(letter)).Single().ShouldStartWith("250");
        }));
        await casework.WaitUntilReadAsync(400);

        (await casework.RawAsync()).Select(Convert.ToHexString)
            .ShouldBe(letters.Select(Convert.ToHexString), ignoreOrder: true);
        (await new CheckLedger(casework.Office.Engine).RunAsync(null, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_server_on_the_same_machine_may_use_a_socket_that_a_killed_process_left_behind()
    {
        var path = Path.Combine(TestPlace.NewFolder(), "lmtp");
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(path + ".bound"));
            // Closed in good order a socket takes its file along, but only under the name it was bound to.
            File.Move(path + ".bound", path);
        }

        File.Exists(path).ShouldBeTrue();
        await using var casework = await ServedSide.StartLmtpAsync(("Lmtp:Listen", "unix:" + path));
        using var client = await LmtpClient.GreetAsync(new UnixDomainSocketEndPoint(path));

        (await client.DeliverAsync(Damp)).Single().ShouldStartWith("250");
    }
}
