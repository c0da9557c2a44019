using System.Buffers.Binary;
using System.Text;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

/// <summary>Issue 2, "Bad input": each gets one clear sentence, a non-zero exit where nothing was done, and loses nothing.
/// Run as the command, in processes of their own.</summary>
public sealed class BadInputTests
{
    private static readonly byte[][] Many =
        Enumerable.Range(0, 300).Select(n => Letters.Plain($"Letter {n}", $"This is letter {n}. {Noise(n)}")).ToArray();

    [Fact]
    public async Task A_path_that_does_not_exist_is_refused_and_no_office_is_made()
    {
        var place = await TestPlace.NewArgumentsAsync();

        var run = await PostbagProcess.RunAsync(["import", .. place, "/no/such/file.mbox"]);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldBe("There is no file or folder /no/such/file.mbox.");
        (await TestPlace.FindAsync(place)).SideKey.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var run = await ImportAsync(Letters.File("nothing.mbox", []));

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldEndWith("nothing.mbox is empty.");
    }

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
        run.Errors.ShouldContain("evil.zip calls a file ../escaped.eml, which lies outside the archive; it is known here as escaped.eml");
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldBe([zip]);
    }

    [Fact]
    public async Task An_archive_within_an_archive_is_left_out_and_named()
    {
        var inner = ImportingTests.Zip([("1.eml", Many[0])]);

        var run = await ImportAsync(Letters.File("outer.zip", ImportingTests.Zip([("inner.zip", inner), ("2.eml", Many[1])])));

        run.Json.GetProperty("stored").GetInt64().ShouldBe(1);
        var skipped = run.Json.GetProperty("skipped")[0];
        skipped.GetProperty("name").GetString().ShouldBe("inner.zip");
        skipped.GetProperty("why").GetString().ShouldBe("it is an archive within an archive; unpack it and import what is in it");
    }

    [Fact]
    public async Task A_full_disk_stops_with_a_sentence_and_loses_nothing_that_was_counted()
    {
        if (TestPlace.OnPostgres) Assert.Skip("The disk is the database server's: that needs a server of its own on a small disk.");
        var folder = TestPlace.NewFolder();
        var box = Letters.File("box", Letters.Mbox(Enumerable.Range(0, 3000).Select(n => Letters.Plain($"Letter {n}", Noise(n) + Noise(-n)))));
        // A limit on the size of files fails as a full disk does, without needing to be root. Its signal is ignored, and
        // the runtime kept from mapping its own code as a file, which the limit would forbid too.
        var script = $"trap '' XFSZ; ulimit -f 4000; export DOTNET_EnableWriteXorExecute=0; exec '{PostbagProcess.Program}' import --data '{folder}' '{box}'";

        var full = await PostbagProcess.RunAsync("/bin/bash", ["-c", script]);
        var stored = await CountAsync(folder);
        var again = await PostbagProcess.RunAsync("import", "--data", folder, box, "--json");

        full.ExitCode.ShouldBe(1);
        full.Errors.Split('\n').Length.ShouldBe(1, full.Errors);
        full.Errors.ShouldStartWith("The disk ");
        again.ExitCode.ShouldBe(0, again.Errors);
        again.Json.GetProperty("stored").GetInt64().ShouldBe(3000 - stored);
        await ShouldBeWellAsync(["--data", folder]);
    }

    [Fact]
    public async Task A_read_only_folder_is_refused_with_a_sentence()
    {
        if (TestPlace.OnPostgres) Assert.Skip("On PostgreSQL there is no folder.");
        var box = Letters.File("box", Letters.Mbox(Many));

        // Not even root may make a folder here, so the test holds for whoever runs it.
        var run = await PostbagProcess.RunAsync("import", "--data", "/proc/postbag", box);

        run.ExitCode.ShouldBe(1);
        run.Errors.Split('\n').Length.ShouldBe(1, run.Errors);
        run.Errors.ShouldStartWith("The folder /proc/postbag can't be made: ");
    }

    [Fact]
    public async Task Killed_in_the_middle_again_and_again_it_loses_nothing_and_the_next_run_finishes()
    {
        var place = await TestPlace.NewArgumentsAsync();
        var box = Letters.File("box", Letters.Mbox(Enumerable.Range(0, 4000).Select(n => Letters.Plain($"Letter {n}", Noise(n)))));
        var random = new Random(7);
        for (var i = 0; i < 6; i++)
        {
            using var process = PostbagProcess.Start(PostbagProcess.Program, ["import", .. place, box]);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(random.Next(200, 1500)));
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
        }

        var last = await PostbagProcess.RunAsync(["import", .. place, box, "--json"]);

        last.ExitCode.ShouldBe(0, last.Errors);
        last.Json.GetProperty("messages").GetInt64().ShouldBe(4000);
        var check = await ShouldBeWellAsync(place);
        (check.GetProperty("messages").GetInt64(), check.GetProperty("waiting").GetInt64()).ShouldBe((4000, 0));
        var found = await PostbagProcess.RunAsync(["search", .. place, "letter", "--json"]);
        found.Json.GetProperty("total").GetInt64().ShouldBe(4000);
    }

    [Fact]
    public async Task Two_imports_at_once_store_each_message_once()
    {
        var place = await TestPlace.NewArgumentsAsync();
        var one = Letters.File("one", Letters.Mbox(Enumerable.Range(0, 2000).Select(n => Letters.Plain($"Letter {n}", Noise(n)))));
        var other = Letters.File("other", Letters.Mbox(Enumerable.Range(1000, 2000).Reverse().Select(n => Letters.Plain($"Letter {n}", Noise(n)))));
        (await PostbagProcess.RunAsync(["import", .. place, Letters.File("first.eml", Many[0])])).ExitCode.ShouldBe(0);

        var runs = await Task.WhenAll(
            PostbagProcess.RunAsync(["import", .. place, one, "--json"]),
            PostbagProcess.RunAsync(["import", .. place, other, "--json"]));

        runs.ShouldAllBe(run => run.ExitCode == 0 && run.Json.GetProperty("messages").GetInt64() == 2000);
        runs.Sum(run => run.Json.GetProperty("stored").GetInt64()).ShouldBe(3000);
        (await ShouldBeWellAsync(place)).GetProperty("messages").GetInt64().ShouldBe(3001);
    }

    [Fact]
    public async Task A_list_of_files_gives_a_line_for_each_in_order()
    {
        var good = Letters.File("good.eml", Many[0]);
        var list = Letters.File("list.txt", Encoding.UTF8.GetBytes($"{good}\n/no/such.eml\n{good}\n"));

        var run = await PostbagProcess.RunAsync("read", "--json", "--list", list);

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("file").GetString()).ShouldBe([good, "/no/such.eml", good]);
        lines[0].GetProperty("message").GetProperty("subject").GetString().ShouldBe("Letter 0");
        lines[1].GetProperty("error").GetString().ShouldBe("There is no file /no/such.eml.");
        run.ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("read")]
    [InlineData("search", "--limit", "0", "word")]
    [InlineData("read", "--list", "x.txt")]
    [InlineData("check", "--nonsense")]
    public async Task A_command_line_that_cannot_be_understood_ends_with_2(params string[] line) =>
        (await PostbagProcess.RunAsync(line)).ExitCode.ShouldBe(2);

    private static async Task<PostbagRun> ImportAsync(string path) =>
        await PostbagProcess.RunAsync(["import", .. await TestPlace.NewArgumentsAsync(), path, "--json"]);

    private static async Task<System.Text.Json.JsonElement> ShouldBeWellAsync(string[] place)
    {
        var check = await PostbagProcess.RunAsync(["check", .. place, "--json"]);
        check.ExitCode.ShouldBe(0, check.Output + check.Errors);
        return check.Json;
    }

    private static async Task<long> CountAsync(string folder)
    {
        await using var office = await LedgerOffice.OpenAsync(["--data", folder]);
        return await office.NumberAsync("SELECT count(*) FROM raw_message");
    }

    /// <summary>120 MB of one letter.</summary>
    private static byte[] Bomb()
    {
        var bytes = new byte[120_000_000];
        bytes.AsSpan().Fill((byte)'a');
        "Subject: boom\r\n\r\n"u8.CopyTo(bytes);
        return bytes;
    }

    /// <summary>Text that doesn't pack well, the same for the same seed.</summary>
    private static string Noise(int seed)
    {
        var bytes = new byte[1500];
        new Random(seed).NextBytes(bytes);
        return string.Join(' ', Convert.ToBase64String(bytes).Chunk(9).Select(word => new string(word)));
    }
}
