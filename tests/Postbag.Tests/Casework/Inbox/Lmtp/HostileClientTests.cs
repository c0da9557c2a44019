using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Lmtp;
using Postbag.Office;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>Clients that are slow, that never finish, or that are too many; with limits a test has time for.</summary>
public sealed class HostileClientTests
{
    /// <summary>Not so short that a client that does speak, on a machine that is busy, runs into it.</summary>
    private static readonly LmtpLimits Hasty = new()
    {
        CommandTime = TimeSpan.FromSeconds(2), Grace = TimeSpan.FromSeconds(2), Look = TimeSpan.FromMilliseconds(20),
        MaxConnections = 2, MaxMessageBytes = 1 << 20, MaxBytesInFlight = 1 << 20,
    };

    [Fact]
    public async Task A_client_without_a_command_for_too_long_is_told_and_sent_away()
    {
        await using var server = await Server.StartAsync(Hasty);
        using var client = await LmtpClient.GreetAsync(server.Address);

        (await client.ReplyAsync()).ShouldStartWith("421 4.4.2");
        (await client.ReplyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_that_sends_a_message_a_byte_at_a_time_is_cut_off()
    {
        await using var server = await Server.StartAsync(Hasty);
        using var client = await LmtpClient.GreetAsync(server.Address);
        await client.SendAsync("MAIL FROM:<>\r\nRCPT TO:<a@example.com>\r\nDATA\r\n");
        await client.RepliesAsync(3);

        // Until the connection is gone: nothing here knows when that is, and nothing needs to.
        var cut = await Record.ExceptionAsync(async () =>
        {
            while (true)
            {
                await client.SendAsync("x");
                await Task.Delay(5);
            }
        });

        cut.ShouldBeOfType<IOException>();
    }

    [Fact]
    public async Task A_client_too_many_is_asked_to_come_again()
    {
        await using var server = await Server.StartAsync(Hasty with { CommandTime = TimeSpan.FromMinutes(5) });
        using var one = await LmtpClient.GreetAsync(server.Address);
        using var two = await LmtpClient.GreetAsync(server.Address);
        using var three = await LmtpClient.ConnectAsync(server.Address);

        three.Greeting.ShouldStartWith("421 4.3.2");
        (await one.DeliverAsync(Letters.Plain("Damp", "Wet."))).Single().ShouldStartWith("250");
    }

    [Fact]
    public async Task Where_there_is_no_room_a_client_waits_for_its_turn_and_then_delivers()
    {
        await using var server = await Server.StartAsync(
            Hasty with { CommandTime = TimeSpan.FromMinutes(5), Grace = TimeSpan.FromMinutes(5) });
        using var first = await LmtpClient.GreetAsync(server.Address);
        using var second = await LmtpClient.GreetAsync(server.Address);
        await first.SendAsync("MAIL FROM:<> SIZE=1000000\r\nRCPT TO:<a@example.com>\r\nDATA\r\n");
        (await first.RepliesAsync(3))[2].ShouldStartWith("354");

        await second.SendAsync("MAIL FROM:<> SIZE=1000000\r\nRCPT TO:<a@example.com>\r\nDATA\r\n");
        await second.RepliesAsync(2);
        var asked = second.ReplyAsync();
        await first.SendAsync("Subject: One\r\n\r\none\r\n");
        asked.IsCompleted.ShouldBeFalse();
        (await first.SayAsync(".")).ShouldStartWith("250");

        (await asked).ShouldStartWith("354");
        await second.SendAsync("Subject: Two\r\n\r\ntwo\r\n");
        (await second.SayAsync(".")).ShouldStartWith("250");
    }

    [Fact]
    public async Task A_message_that_outgrows_what_was_said_and_what_there_is_comes_again_later()
    {
        await using var server = await Server.StartAsync(
            Hasty with { CommandTime = TimeSpan.FromMinutes(5), Grace = TimeSpan.FromMinutes(5) });
        using var first = await LmtpClient.GreetAsync(server.Address);
        using var second = await LmtpClient.GreetAsync(server.Address);
        foreach (var client in new[] { first, second })
        {
            await client.SendAsync("MAIL FROM:<> SIZE=500000\r\nRCPT TO:<a@example.com>\r\nDATA\r\n");
            (await client.RepliesAsync(3))[2].ShouldStartWith("354");
        }

        await second.SendAsync(new string('x', 900_000));
        (await second.SayAsync("\r\n.")).ShouldStartWith("452 4.3.1");
        await first.SendAsync("Subject: One\r\n\r\none\r\n");

        (await first.SayAsync(".")).ShouldStartWith("250");
    }

    /// <summary>The listener alone, with limits of the test's own.</summary>
    private sealed class Server(OpenOffice office, Letterboxes letterboxes, LmtpListener listener) : IAsyncDisposable
    {
        public EndPoint Address => listener.Address.EndPoint;

        public static async Task<Server> StartAsync(LmtpLimits limits)
        {
            var office = (await LedgerOffice.OpenAsync()).Office;
            var letterboxes = new Letterboxes(
                new OfficeRegistry([office]), new Arrivals(), TimeProvider.System, NullLogger<Letterboxes>.Instance);
            var listener = new LmtpListener(
                LmtpAddress.Parse("127.0.0.1:0")!, limits, letterboxes, NullLogger<LmtpListener>.Instance);
            await listener.StartAsync(CancellationToken.None);
            return new Server(office, letterboxes, listener);
        }

        public async ValueTask DisposeAsync()
        {
            await listener.StopAsync(CancellationToken.None);
            listener.Dispose();
            await letterboxes.DisposeAsync();
            await office.DisposeAsync();
        }
    }
}
