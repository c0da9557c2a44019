using System.Diagnostics;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

/// <summary>A disk that fills up, or that the kernel makes read-only, while the server runs: a mail server is asked to
/// come again until there is room, the log says what is wrong, and nothing that was answered is lost.</summary>
/// <remarks>Real file systems of their own. What this machine lets nobody do is skipped.</remarks>
public sealed class DiskTroubleTests
{
    private static byte[] Letter(int number)
    {
        var noise = new byte[10_000];
        new Random(number).NextBytes(noise);
        return Letters.Plain($"Letter {number}", "I write with my photographs. " + Convert.ToHexString(noise));
    }

    [Fact]
    public async Task When_a_disk_is_full_mail_waits_and_comes_in_by_itself_when_there_is_room()
    {
        SkipOnPostgres();
        var (place, socket) = (TestPlace.NewFolder(), Path.Combine(TestPlace.NewFolder(), "lmtp"));
        await using var serving = ServingProcess.Start(
            ["--data", place], socket, $"mount -t tmpfs -o size=8m,mode=0777 tmpfs '{place}' || exit 77;",
            "unshare -rm");
        using var client = await GreetOrSkipAsync(serving);
        var answered = await FillAsync(client, 0);

        var refused = (await client.DeliverAsync(Letter(answered))).Single();
        (await serving.InsideAsync($"mount -o remount,size=64m '{place}'", asUser: true)).ShouldBe(0);
        for (var i = 0; i < 50; i++, answered++)
            (await client.DeliverAsync(Letter(answered))).Single().ShouldStartWith("250");
        (await serving.InsideAsync(
            $"mkdir -p '{place}-kept' && cp -a '{place}/.' '{place}-kept'", asUser: true, isStill: true)).ShouldBe(0);
        TestRun.AtEnd(() => Directory.Delete(place + "-kept", true));

        refused.ShouldStartWith("452 4.3.1");
        (await serving.StopAsync()).ShouldContain("The disk is full.");
        await ShouldHoldAsync(place + "-kept", answered);
    }

    [Fact]
    public async Task When_the_database_can_no_longer_be_written_mail_waits_and_comes_in_by_itself_when_it_can()
    {
        SkipOnPostgres();
        var (place, socket) = (TestPlace.NewFolder(), Path.Combine(TestPlace.NewFolder(), "lmtp"));
        await using var serving = ServingProcess.Start(["--data", place], socket);
        int answered;
        using (var client = await serving.GreetAsync())
        {
            for (answered = 0; answered < 20; answered++)
                (await client.DeliverAsync(Letter(answered))).Single().ShouldStartWith("250");
            string[] files = [Path.Combine(place, "casework.db"), Path.Combine(place, "casework.db-wal")];
            // Refused by the kernel, to root as well, for files that are open already, too.
            Assert.SkipUnless(await RunAsync("chattr", ["+i", .. files]) == 0,
                "This machine lets nobody make a file unchangeable.");
            try
            {
                for (var i = 0; i < 5; i++)
                    (await client.DeliverAsync(Letter(answered))).Single().ShouldStartWith("451 4.3.0");
                using var other = await LmtpClient.GreetAsync(serving.Address);
                (await other.DeliverAsync(Letter(answered))).Single().ShouldStartWith("451 4.3.0");
            }
            finally
            {
                await RunAsync("chattr", ["-i", .. files]);
            }

            for (var i = 0; i < 20; i++, answered++)
                (await client.DeliverAsync(Letter(answered))).Single().ShouldStartWith("250");
        }

        (await serving.StopAsync()).ShouldContain("The disk reported an error while using");
        await ShouldHoldAsync(place, answered);
    }

    [Fact]
    public async Task When_the_kernel_makes_a_disk_read_only_mail_waits_until_it_was_mended_and_nothing_is_lost()
    {
        SkipOnPostgres();
        var folder = TestPlace.NewFolder();
        var (place, image) = (
            Directory.CreateDirectory(Path.Combine(folder, "data")).FullName, Path.Combine(folder, "disk"));
        var socket = Path.Combine(folder, "lmtp");
        var mount = $"mount -o loop,errors=remount-ro '{image}' '{place}' || exit 77; ";
        Assert.SkipUnless(
            await RunAsync("/bin/sh", ["-c", $"truncate -s 64M '{image}' && mkfs.ext4 -q '{image}'"]) == 0,
            "There is no mkfs.ext4 here.");
        int answered;
        await using (var serving =
            ServingProcess.Start(["--data", Path.Combine(place, "office")], socket, mount, "unshare -m"))
        {
            using var client = await GreetOrSkipAsync(serving);
            for (answered = 0; answered < 50; answered++)
                (await client.DeliverAsync(Letter(answered))).Single().ShouldStartWith("250");
            // What a failing disk does to a file system: it goes read-only under whoever has files open in it.
            var fails = await serving.InsideAsync(
                $"echo 1 > /sys/fs/ext4/$(basename $(findmnt -no SOURCE '{place}'))/trigger_fs_error");
            Assert.SkipUnless(fails == 0, "This machine lets nobody break a disk.");

            for (var i = 0; i < 5; i++)
                (await client.DeliverAsync(Letter(answered))).Single().ShouldStartWith("451 4.3.0");
            (await client.SayAsync("NOOP")).ShouldStartWith("250");
            (await serving.StopAsync())
                .ShouldContain("can't be written: the file, its folder or the disk is read-only.");
        }

        // The kernel lets go of the disk when the last that used it has ended, and not at once.
        while (await RunAsync("/bin/sh", ["-c", $"losetup -j '{image}' | grep -q ."]) == 0) await Task.Delay(20);
        // Such a disk can't be made writable again under open files: it is let go, checked, and used again.
        (await RunAsync("e2fsck", ["-fy", image])).ShouldBeLessThanOrEqualTo(1);
        await using (var again =
            ServingProcess.Start(["--data", Path.Combine(place, "office")], socket, mount, "unshare -m"))
        {
            using var client = await again.GreetAsync();
            (await client.DeliverAsync(Letter(answered++))).Single().ShouldStartWith("250");
            (await again.InsideAsync($"cp -a '{place}/office' '{folder}/kept'", isStill: true)).ShouldBe(0);
            await again.StopAsync();
        }

        await ShouldHoldAsync(Path.Combine(folder, "kept"), answered);
    }

    private static void SkipOnPostgres() =>
        Assert.SkipWhen(TestPlace.OnPostgres,
            "The disk is the database server's: that needs a server of its own on a small disk.");

    private static async Task<LmtpClient> GreetOrSkipAsync(ServingProcess serving)
    {
        try
        {
            return await serving.GreetAsync();
        }
        catch (InvalidOperationException ended) when (ended.Message.Contains("unshare:", StringComparison.Ordinal)
            || ended.Message.Contains("mount:", StringComparison.Ordinal))
        {
            Assert.Skip("This machine lets nobody mount.");
            throw;
        }
    }

    /// <returns>How many were answered for until the disk was full.</returns>
    private static async Task<int> FillAsync(LmtpClient client, int answered)
    {
        while ((await client.DeliverAsync(Letter(answered))).Single().StartsWith("250", StringComparison.Ordinal))
            (++answered).ShouldBeLessThan(5000);
        return answered;
    }

    private static async Task ShouldHoldAsync(string place, int answered)
    {
        await using var office = await LedgerOffice.OpenAsync(["--data", place]);
        await new Postbag.Casework.Inbox.ReadWaiting(office.Engine).RunAsync(CancellationToken.None);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
        (await office.NumberAsync("SELECT accepted FROM delivery_tally")).ShouldBe(answered);
        (await office.HashesAsync()).ShouldBe(Enumerable.Range(0, answered)
            .Select(number => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Letter(number))))
            .Order(StringComparer.Ordinal));
    }

    private static async Task<int> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
