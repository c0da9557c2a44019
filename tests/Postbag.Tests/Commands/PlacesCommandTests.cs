using System.Text.Json;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Commands;

/// <summary>`postbag places` and `postbag where`, as processes of their own. No postcode area ZZ exists.</summary>
public sealed class PlacesCommandTests
{
    private const string Postcodes = """
        pcds,doterm,oslaua,osward,oseast1m,osnrth1m,ctry,pcon24cd,pcon10cd
        ZZ1 2AB,,Z06000001,Z05000001,385386,801193,E92000001,Z14000001,Z14000091
        ZZ1 2AD,199606,Z06000001,Z05000001,385400,801200,E92000001,Z14000001,Z14000091
        ZZ10 3QQ,,Z06000001,Z05000001,385400,801300,W92000004,,
        """;

    private const string Names =
        """{"Z14000001":"Marchbury","Z14000091":"Old Marchbury","Z05000001":"Castle","Z06000001":"Orran"}""";

    [Fact]
    public async Task Where_answers_with_the_promised_members_in_the_promised_order()
    {
        var data = await ImportedAsync();

        var run = await PostbagProcess.RunAsync(
            "where", "zz12ab", "ZZ1", "2AB", "ZZlO 3QQ", "ZZ9 9ZZ", "hello", "--json", "--data", data);

        run.ExitCode.ShouldBe(0);
        var lines = Lines(run);
        lines.Count.ShouldBe(5);
        lines[0].EnumerateObject().Take(9).Select(member => member.Name).ShouldBe(
            ["asked", "postcode", "assumed", "constituency", "constituencyCode", "ward", "wardCode", "district",
                "nation"]);
        lines[0].EnumerateObject().Take(9).Select(member => member.Value.ToString()).ShouldBe(
            ["zz12ab", "ZZ1 2AB", "False", "Marchbury", "Z14000001", "Castle", "Z05000001", "Orran", "England"]);
        lines[1].GetProperty("asked").GetString().ShouldBe("ZZ1 2AB");
        lines[2].GetProperty("assumed").GetBoolean().ShouldBeTrue();
        lines[2].GetProperty("postcode").GetString().ShouldBe("ZZ10 3QQ");
        lines[2].GetProperty("constituency").ValueKind.ShouldBe(JsonValueKind.Null);
        lines[2].GetProperty("nation").GetString().ShouldBe("Wales");
        lines[2].GetProperty("note").GetString()!.ShouldContain("L read as 1, O read as 0");
        lines[3].GetProperty("note").GetString().ShouldBe("No file has this postcode.");
        lines[4].GetProperty("postcode").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_list_is_answered_line_by_line_and_a_day_picks_the_constituencies()
    {
        var data = await ImportedAsync();
        var list = Path.Combine(data, "list.txt");
        await File.WriteAllTextAsync(list, "ZZ1 2AB\r\n\r\nzz1 2ad\nnonsense \"quoted\"");

        var run = await PostbagProcess.RunAsync("where", "--list", list, "--on", "1/5/2023", "--json", "--data", data);

        var lines = Lines(run);
        lines.Select(line => line.GetProperty("asked").GetString())
            .ShouldBe(["ZZ1 2AB", "zz1 2ad", "nonsense \"quoted\""]);
        lines[0].GetProperty("constituency").GetString().ShouldBe("Old Marchbury");
        lines[1].GetProperty("ended").GetString().ShouldBe("1996-06");
    }

    [Fact]
    public async Task People_are_answered_in_words()
    {
        var data = await ImportedAsync();

        var run = await PostbagProcess.RunAsync("where", "ZZ1 2AD", "--data", data);

        run.Output.Trim().ShouldBe(
            "ZZ1 2AD: Marchbury (Z14000001), ward Castle, Orran, England. It ended in June 1996.");
    }

    [Fact]
    public async Task What_is_loaded_is_told_with_its_hash_and_its_licence()
    {
        var data = await ImportedAsync();

        var told = (await PostbagProcess.RunAsync("places", "--json", "--data", data)).Json;

        told.GetProperty("live").GetInt32().ShouldBe(2);
        told.GetProperty("ended").GetInt32().ShouldBe(1);
        told.GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        told.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("kind").GetString())
            .ShouldBe(["postcodes", "names"]);
        told.GetProperty("attribution").GetString()!.ShouldContain("Open Government Licence");
    }

    [Fact]
    public async Task Without_postcodes_or_with_a_bad_file_a_sentence_says_so()
    {
        var data = TestPlace.NewFolder();
        var wrong = Path.Combine(data, "wrong.csv");
        await File.WriteAllTextAsync(wrong, "colour,size\nred,2\n");

        var where = await PostbagProcess.RunAsync("where", "ZZ1 2AB", "--data", data);
        var import = await PostbagProcess.RunAsync("places", "import", wrong, "--data", data);
        var check = await PostbagProcess.RunAsync("places", "check", "--data", await ImportedAsync());

        (where.ExitCode, import.ExitCode, check.ExitCode).ShouldBe((1, 1, 1));
        where.Errors.ShouldContain("No postcodes have been imported");
        import.Errors.ShouldContain("none of the files Postbag knows: its columns are colour, size");
        check.Errors.ShouldContain("No boundaries");
    }

    [Fact]
    public async Task The_folder_that_the_setting_names_comes_first()
    {
        var data = await ImportedAsync();
        var elsewhere = TestPlace.NewFolder();
        await File.WriteAllTextAsync(
            Path.Combine(elsewhere, "postbag.json"),
            JsonSerializer.Serialize(new { Places = Path.Combine(data, "places") }));

        (await PostbagProcess.RunAsync("where", "ZZ1 2AB", "--data", elsewhere)).Output.ShouldContain("Marchbury");
    }

    private static List<JsonElement> Lines(PostbagRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];

    private static async Task<string> ImportedAsync()
    {
        var data = TestPlace.NewFolder();
        var (postcodes, names) = (Path.Combine(data, "postcodes.csv"), Path.Combine(data, "names.json"));
        await File.WriteAllTextAsync(postcodes, Postcodes + "\n");
        await File.WriteAllTextAsync(names, Names);
        var run = await PostbagProcess.RunAsync("places", "import", postcodes, names, "--data", data);
        run.ExitCode.ShouldBe(0, run.Errors);
        return data;
    }
}
