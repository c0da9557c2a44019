using Postbag.Casework;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Maildirs;

public sealed class WatchingAMaildirTests
{
    private readonly string maildir = TestPlace.NewFolder();

    public WatchingAMaildirTests()
    {
        foreach (var below in new[] { "new", "cur", "tmp", ".Archive/new", ".Archive/cur" })
            Directory.CreateDirectory(Path.Combine(maildir, below));
    }

    [Fact]
    public async Task What_is_there_and_what_comes_is_taken_in_and_nothing_is_touched()
    {
        Deliver("new/1.M1.host", Letters.Plain("Damp", "Wet."));
        Deliver("cur/2.M2.host:2,S", Letters.Plain("Bus", "Late."));
        Deliver(".Archive/cur/3.M3.host:2,", Letters.Plain("Bins", "Full."));
        Deliver("tmp/4.M4.host", Letters.Plain("Half", "Not yet whole."));
        await using var casework = await StartAsync();
        await casework.WaitUntilReadAsync(3);

        Deliver("tmp/5.M5.host", Letters.Plain("Noise", "Loud."));
        File.Move(Path.Combine(maildir, "tmp/5.M5.host"), Path.Combine(maildir, "new/5.M5.host"));
        await casework.WaitUntilReadAsync(4);

        (await casework.MessageAsync("Bus")).IsUnread.ShouldBeFalse();
        (await casework.MessageAsync("Noise")).IsUnread.ShouldBeTrue();
        Directory.GetFiles(maildir, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(maildir, file)).Order()
            .ShouldBe([".Archive/cur/3.M3.host:2,", "cur/2.M2.host:2,S", "new/1.M1.host", "new/5.M5.host",
                "tmp/4.M4.host"],
                ignoreOrder: true);
        var counted = (await ReconcileAsync(casework)).Last!;
        (counted.There, counted.Here, counted.MissingCount).ShouldBe((4, 4, 0));
    }

    [Fact]
    public async Task A_letter_that_is_read_elsewhere_is_still_the_same_letter()
    {
        Deliver("new/1.M1.host", Letters.Plain("Damp", "Wet."));
        await using var casework = await StartAsync();
        await casework.WaitUntilReadAsync(1);

        File.Move(Path.Combine(maildir, "new/1.M1.host"), Path.Combine(maildir, "cur/1.M1.host:2,S"));
        Deliver("new/2.M2.host", Letters.Plain("Bus", "Late."));
        await casework.WaitUntilReadAsync(2);

        (await casework.NumberAsync("SELECT count(*) FROM sighting")).ShouldBe(2);
        (await ReconcileAsync(casework)).Last!.MissingCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named_and_taken_up_when_it_is()
    {
        Directory.Delete(maildir, true);
        await using var casework = await StartAsync();
        var sources = new KnownSources(casework.Office.Engine, TimeProvider.System);
        while ((await sources.ReportAsync(CancellationToken.None)).SingleOrDefault()?.Trouble is null)
            await Task.Delay(20);

        (await ReconcileAsync(casework)).Last!.Note.ShouldBe("The folder isn't there, or isn't a Maildir.");
    }

    private Task<ServedSide> StartAsync() =>
        ServedSide.StartAsync(new CaseworkSide(), StoppedClock.OnMonday(), "", ("Maildir", maildir));

    private static async Task<SourceReport> ReconcileAsync(ServedSide casework) =>
        (await casework.Counting.RunAllAsync(null, CancellationToken.None)).Single();

    private void Deliver(string name, byte[] letter) => File.WriteAllBytes(Path.Combine(maildir, name), letter);
}
