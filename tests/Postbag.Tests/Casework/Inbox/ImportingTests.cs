using System.Formats.Tar;
using System.IO.Compression;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

public sealed class ImportingTests
{
    private static readonly byte[][] Three =
    [
        Letters.Plain("Damp", "The wall is wet."),
        Letters.Plain("Noise", "From here I hear it.\nFrom there too.\n>From everywhere."),
        Letters.Plain("Bins", "They were not emptied."),
    ];

    public static TheoryData<string> Forms =>
        ["mbox", "mbox.gz", "eml", "folder", "maildir", "zip of messages", "zip of an mbox", "tar", "tar.gz"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Mail_comes_in_from_every_form_of_file_and_once_only(string form)
    {
        await using var office = await LedgerOffice.OpenAsync();
        var path = Write(form);
        var expected = form == "eml" ? 1 : 3;

        var first = await office.ImportAsync(path);
        var second = await office.ImportAsync(path);

        (first.Messages, first.Stored, first.Duplicates).ShouldBe((expected, expected, 0));
        (second.Messages, second.Stored, second.Duplicates).ShouldBe((expected, 0, expected));
        first.Notes.Failures.ShouldBeEmpty();
        (await office.NumberAsync("SELECT count(*) FROM sighting")).ShouldBe(expected);
        (await office.SearchAsync("wall")).Hits.Single().Subject.ShouldBe("Damp");
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_are_kept_exactly_as_they_came()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await office.ImportAsync(Letters.File("anything", Three[1]));

        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Three[1]));
        var literal = TestPlace.OnPostgres ? $"decode('{hash}', 'hex')" : $"x'{hash}'";

        (await office.NumberAsync($"SELECT count(*) FROM raw_message WHERE sha256 = {literal}")).ShouldBe(1);
    }

    [Fact]
    public async Task A_seen_message_of_a_Maildir_is_not_unread()
    {
        await using var office = await LedgerOffice.OpenAsync();

        await office.ImportAsync(Write("maildir"));

        (await office.NumberAsync("SELECT unread FROM inbox_tally")).ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_is_not_mail_is_left_out_and_named()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var folder = Write("folder");
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "Ring the council\nhttps://example.org/");
        await File.WriteAllTextAsync(Path.Combine(folder, "link"), "https://example.org/ is where it is");
        await File.WriteAllBytesAsync(Path.Combine(folder, "photo.jpg"), [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]);
        await File.WriteAllBytesAsync(Path.Combine(folder, "nothing.eml"), []);

        var count = await office.ImportAsync(folder);

        count.Stored.ShouldBe(3);
        count.Notes.Skipped.Select(skipped => skipped.Name).ShouldBe(
            ["link", "nothing.eml", "notes.txt", "photo.jpg"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_no_message_within_an_mbox_is_an_item_with_a_defect_that_says_why()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var mbox = Letters.Mbox(Three[0], "\nneither a header\nnor anything like one\n"u8.ToArray());

        var count = await office.ImportAsync(Letters.File("box", mbox));

        (count.Stored, count.Unreadable).ShouldBe((2, 1));
        (await office.NumberAsync(
            "SELECT count(*) FROM message_defect d JOIN message m ON m.number = d.message WHERE m.state = 2"))
            .ShouldBe(1);
        (await office.SearchAsync("neither")).Total.ShouldBe(1);
    }

    [Fact]
    public async Task The_archive_of_the_SpamAssassin_project_comes_in_whole()
    {
        var archive = SharedData.MailOrSkip("spamassassin-public-corpus.tar.gz");
        await using var office = await LedgerOffice.OpenAsync();

        var count = await office.ImportAsync(archive);

        (count.Messages, count.Unreadable).ShouldBe((6294, 0));
        count.Notes.Skipped.Count.ShouldBe(5);
        count.Notes.Skipped.ShouldAllBe(skipped => skipped.Name.EndsWith("/cmds"));
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_archive_of_a_mailing_list_comes_in_whole()
    {
        var archive = SharedData.MailOrSkip("linux-man-list-8000.mbox.gz");
        await using var office = await LedgerOffice.OpenAsync();

        var count = await office.ImportAsync(archive);

        (count.Messages, count.Unreadable).ShouldBe((8000, 0));
        count.Notes.SkippedCount.ShouldBe(0);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
        (await office.SearchAsync("deallocates")).Total.ShouldBeGreaterThan(0);
    }

    internal static string Write(string form)
    {
        var folder = TestPlace.NewFolder();
        var file = Path.Combine(folder, "post");
        switch (form)
        {
            case "mbox":
                File.WriteAllBytes(file, Letters.Mbox(Three));
                return file;
            case "mbox.gz":
                File.WriteAllBytes(file, Gzip(Letters.Mbox(Three)));
                return file;
            case "eml":
                File.WriteAllBytes(file, Three[0]);
                return file;
            case "folder":
                Directory.CreateDirectory(Path.Combine(folder, "a", "b"));
                File.WriteAllBytes(Path.Combine(folder, "one.eml"), Three[0]);
                File.WriteAllBytes(Path.Combine(folder, "a", "00002.7c53336b37003a9286aba55d2945844c"), Three[1]);
                File.WriteAllBytes(Path.Combine(folder, "a", "b", "mail"), Letters.Mbox(Three[2]));
                return folder;
            case "maildir":
                WriteMaildir(folder);
                return folder;
            case "zip of messages":
                File.WriteAllBytes(file, Zip(Three.Select((letter, n) => ($"letters/{n}.eml", letter))));
                return file;
            case "zip of an mbox":
                File.WriteAllBytes(file, Zip([("mail.mbox", Letters.Mbox(Three))]));
                return file;
            default:
                var tar = Tar(Three.Select((letter, n) => ($"letters/{n}", letter)));
                File.WriteAllBytes(file, form == "tar" ? tar : Gzip(tar));
                return file;
        }
    }

    private static void WriteMaildir(string folder)
    {
        foreach (var name in new[] { "cur", "new", "tmp", ".Archive/cur", ".Archive/new", ".Archive/tmp" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllBytes(Path.Combine(folder, "cur", "1700000000.M1.host:2,RS"), Three[0]);
        File.WriteAllBytes(Path.Combine(folder, "new", "1700000001.M2.host"), Three[1]);
        File.WriteAllBytes(Path.Combine(folder, ".Archive", "cur", "1700000002.M3.host:2,"), Three[2]);
        File.WriteAllBytes(Path.Combine(folder, "tmp", "1700000003.M4.host"), Letters.Plain("Half", "written"));
        File.WriteAllText(Path.Combine(folder, "dovecot-uidlist"), "3 V1700000000 N4");
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }

    internal static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    internal static byte[] Tar(IEnumerable<(string Name, byte[] Content)> files)
    {
        var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                tar.WriteEntry(new PaxTarEntry(
                    TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return packed.ToArray();
    }
}
