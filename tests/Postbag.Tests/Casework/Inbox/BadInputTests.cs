using System.Text;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;
using static Postbag.Tests.Support.ImportRuns;

namespace Postbag.Tests.Casework.Inbox;

/// <summary>Issue 2, "Bad input": each gets one clear sentence, a non-zero exit where nothing was done, and loses
/// nothing. Run as the command, in processes of their own.</summary>
public sealed class BadInputTests
{
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

    [Fact]
    public async Task A_full_disk_stops_with_a_sentence_and_loses_nothing_that_was_counted()
    {
        if (TestPlace.OnPostgres)
            Assert.Skip("The disk is the database server's: that needs a server of its own on a small disk.");
        var folder = TestPlace.NewFolder();
        var box = Letters.File(
            "box", Letters.Mbox(Enumerable.Range(0, 3000)
            .Select(n => Letters.Plain($"Letter {n}", Noise(n, 3000)))));
        // A limit on the size of files fails as a full disk does, without needing to be root. Its signal is ignored,
        // and the runtime kept from mapping its own code as a file, which the limit would forbid too.
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
        var box = Letters.File(
            "box", Letters.Mbox(Enumerable.Range(0, 4000).Select(n => Letters.Plain($"Letter {n}", Noise(n)))));
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
        var one = Letters.File(
            "one", Letters.Mbox(Enumerable.Range(0, 2000).Select(n => Letters.Plain($"Letter {n}", Noise(n)))));
        var other = Letters.File(
            "other", Letters.Mbox(
            Enumerable.Range(1000, 2000).Reverse().Select(n => Letters.Plain($"Letter {n}", Noise(n)))));
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

    private static async Task<long> CountAsync(string folder)
    {
        await using var office = await LedgerOffice.OpenAsync(["--data", folder]);
        return await office.NumberAsync("SELECT count(*) FROM raw_message");
    }
}
