using System.Buffers.Binary;
using System.Text;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;
using static Postbag.Tests.Support.ImportRuns;

namespace Postbag.Tests.Casework.Inbox;

/// <summary>Files that are no mail, are cut short, or mean harm: a clear sentence, and what there is of them comes in.
/// Run as the command, in processes of their own.</summary>
public sealed class BrokenArchiveTests
{
    [Theory]
    [InlineData("notes.txt", "Ring the council about the bins.\n")]
    [InlineData("list.csv", "name,street\nRhian,1 Sample Street\n")]
    [InlineData("page.html", "<!DOCTYPE html><p>hello")]
    [InlineData("data.json", "{\"a\": 1}")]
    [InlineData("binary.bin", "\0\u0001\u0002\u0003")]
    public async Task A_file_that_is_not_mail_is_refused(string name, string content)
    {
        var run = await ImportAsync(Letters.File(name, Encoding.UTF8.GetBytes(content)));

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldStartWith("Nothing was imported: ");
        run.Errors.ShouldEndWith($"{name} was left out, because it isn't mail: no header field at its beginning.");
    }

    [Fact]
    public async Task A_mailbox_that_was_cut_short_while_packed_gives_what_it_has_and_says_so()
    {
        var whole = ImportingTests.Gzip(Letters.Mbox(Many));
        var place = await TestPlace.NewArgumentsAsync();
        var path = Letters.File("box.mbox.gz", whole[..(whole.Length / 2)]);

        var cut = await PostbagProcess.RunAsync(["import", .. place, path, "--json"]);
        await File.WriteAllBytesAsync(path, whole);
        var again = await PostbagProcess.RunAsync(["import", .. place, path, "--json"]);

        cut.ExitCode.ShouldBe(1);
        cut.Errors.ShouldContain("box.mbox.gz is cut short or damaged.");
        cut.Json.GetProperty("stored").GetInt64().ShouldBeGreaterThan(0);
        again.ExitCode.ShouldBe(0);
        (again.Json.GetProperty("messages").GetInt64(), again.Json.GetProperty("stored").GetInt64())
            .ShouldBe((300, 300 - cut.Json.GetProperty("stored").GetInt64()));
        await ShouldBeWellAsync(place);
    }

    [Fact]
    public async Task A_tar_that_was_cut_short_gives_what_it_has_and_says_so()
    {
        var tar = ImportingTests.Tar(Many.Select((letter, n) => ($"{n}.eml", letter)));

        var run = await ImportAsync(Letters.File("box.tar", tar[..(tar.Length / 2 + 700)]));

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("box.tar is cut short or damaged.");
        run.Json.GetProperty("stored").GetInt64().ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_zip_that_was_cut_short_is_refused()
    {
        var zip = ImportingTests.Zip(Many.Select((letter, n) => ($"{n}.eml", letter)));

        var run = await ImportAsync(Letters.File("box.zip", zip[..(zip.Length / 2)]));

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("box.zip is cut short or damaged. Nothing was taken from it.");
    }

    [Fact]
    public async Task A_mailbox_that_ends_in_the_middle_of_a_message_keeps_what_there_is_of_it()
    {
        var mbox = Letters.Mbox(Many);

        var run = await ImportAsync(Letters.File("box", mbox[..^200]));

        run.ExitCode.ShouldBe(0);
        run.Json.GetProperty("stored").GetInt64().ShouldBe(300);
    }

    [Fact]
    public async Task A_zip_bomb_is_refused_before_it_goes_off()
    {
        var bomb = ImportingTests.Zip([("bomb.eml", Bomb())]);

        var run = await ImportAsync(Letters.File("bomb.zip", bomb));

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("bomb.zip unpacks to more than 200 times its size, as only an archive made to do harm does. Nothing was taken from it.");
    }

    [Fact]
    public async Task A_zip_that_lies_about_its_size_is_stopped_all_the_same()
    {
        var bomb = ImportingTests.Zip([("bomb.eml", Bomb())]);
        // The size as the directory at the end states it (APPNOTE 4.3.12: offset 24 from its signature).
        var directory = bomb.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(directory + 24), 1000);

        var run = await ImportAsync(Letters.File("bomb.zip", bomb));

        run.ExitCode.ShouldBe(run.Json.GetProperty("messages").GetInt64() == 0 ? 1 : run.ExitCode);
        run.Json.GetProperty("messages").GetInt64().ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_packed_bomb_is_stopped()
    {
        var run = await ImportAsync(Letters.File("bomb.gz", ImportingTests.Gzip(Bomb())));

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("bomb.gz unpacks to more than 200 times its size");
    }

    [Fact]
    public async Task Names_that_lead_out_of_an_archive_are_harmless_and_named()
    {
        var folder = TestPlace.NewFolder();
        var zip = Path.Combine(folder, "inner", "evil.zip");
        Directory.CreateDirectory(Path.GetDirectoryName(zip)!);
        await File.WriteAllBytesAsync(zip, ImportingTests.Zip(
            [("../escaped.eml", Many[0]), ("/etc/postbag-escaped.eml", Many[1]), ("a/../../b.eml", Many[2])]));

        var run = await ImportAsync(zip);

        run.ExitCode.ShouldBe(0);
        run.Json.GetProperty("stored").GetInt64().ShouldBe(3);
        run.Json.GetProperty("warnings").GetArrayLength().ShouldBe(3);
        run.Errors.ShouldContain(
            "evil.zip calls a file ../escaped.eml, which lies outside the archive; it is known here as escaped.eml");
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldBe([zip]);
    }

    [Fact]
    public async Task An_archive_within_an_archive_is_left_out_and_named()
    {
        var inner = ImportingTests.Zip([("1.eml", Many[0])]);

        var run = await ImportAsync(
            Letters.File("outer.zip", ImportingTests.Zip([("inner.zip", inner), ("2.eml", Many[1])])));

        run.Json.GetProperty("stored").GetInt64().ShouldBe(1);
        var skipped = run.Json.GetProperty("skipped")[0];
        skipped.GetProperty("name").GetString().ShouldBe("inner.zip");
        skipped.GetProperty("why").GetString()
            .ShouldBe("it is an archive within an archive; unpack it and import what is in it");
    }

    /// <summary>120 MB of one letter.</summary>
    private static byte[] Bomb()
    {
        var bytes = new byte[120_000_000];
        bytes.AsSpan().Fill((byte)'a');
        "Subject: boom\r\n\r\n"u8.CopyTo(bytes);
        return bytes;
    }
}
