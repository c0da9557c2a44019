using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>The real Postfix delivers into it.</summary>
public sealed class PostfixTests
{
    [Fact]
    public async Task What_Postfix_was_given_is_in_the_inbox_and_what_could_not_be_delivered_comes_when_it_can()
    {
        var folder = Directory.CreateTempSubdirectory("pb-lmtp-").FullName;
        // Postfix's processes have to get to the socket, and run as a user of their own.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var socket = Path.Combine(folder, "lmtp");
        await using var postfix = await PostfixServer.StartAsync(socket);
        var away = Letters.Plain("While you were away", "Nobody took this at first.\n.\nFrom here on too.");

        // Nobody listens yet: Postfix keeps it.
        await postfix.SendAsync(away, "office@riverside.example");
        while (!(await postfix.LogAsync()).Contains("status=deferred", StringComparison.Ordinal)) await Task.Delay(20);
        await using var casework = await ServedSide.StartLmtpAsync(("Lmtp:Listen", "unix:" + socket));
        await postfix.FlushAsync();
        for (var i = 0; i < 20; i++)
        {
            await postfix.SendAsync(
                Letters.Plain($"Letter {i}", new string('x', i * 997)), "office@riverside.example",
                "mary.prys@riverside.example");
        }

        await casework.WaitUntilReadAsync(21);
        var raw = (await casework.RawAsync()).Select(bytes => Encoding.UTF8.GetString(bytes)).ToList();
        var log = await postfix.LogAsync();

        log.ShouldContain("status=sent (250 2.6.0 Stored)");
        log.ShouldNotContain("status=bounced");
        // Postfix puts its own Received above; below it the letter is as it was.
        raw.ShouldContain(text => text.EndsWith(Encoding.UTF8.GetString(away), StringComparison.Ordinal));
        raw.ShouldAllBe(text => text.StartsWith("Received: "));
        for (var i = 0; i < 20; i++)
            (await casework.MessageAsync($"Letter {i}")).SenderAddress.ShouldBe("rhian.probert@example.org");
        (await casework.NumberAsync(
            "SELECT count(*) FROM sighting WHERE trace LIKE '%Delivered-To: mary.prys@riverside.example%'"))
            .ShouldBe(20);
        (await new CheckLedger(casework.Office.Engine).RunAsync(null, CancellationToken.None)).Problems.ShouldBeEmpty();
        Directory.Delete(folder, true);
    }
}
