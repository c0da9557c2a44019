using System.IO.Compression;
using System.Text.Json;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Commands;

/// <summary>`postbag label`: it needs no office, so it is the same on either engine.</summary>
[Trait("engine", "either")]
public sealed class LabelCommandTests : IDisposable
{
    private static readonly string[] Damp = ["damp", "mould", "landlord", "repairs", "leaking roof", "council flat"];
    private static readonly string[] Buses = ["bus", "timetable", "route 47", "stop", "driver", "fare"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("postbag-label-");

    [Fact]
    public async Task Each_line_has_its_label_how_probable_it_is_and_the_words_that_made_it()
    {
        var (run, lines) = await LabelAsync(
            Learnt(), [Line("\"a\"", "There is MOULD and damp in my flat"), Line("17", "The 47 bus never stops"),
            Line("1.50", "")]);

        run.ExitCode.ShouldBe(0, run.Errors);
        lines.Select(line => line.GetProperty("id").GetRawText()).ShouldBe(["\"a\"", "17", "1.50"]);
        lines.Select(line => line.GetProperty("label").GetString()).Take(2).ShouldBe(["Housing", "Transport"]);
        lines[0].GetProperty("why").EnumerateArray().Select(word => word.GetString()).ShouldContain("MOULD");
        lines.ShouldAllBe(line => line.GetProperty("p").GetDouble() >= 0 && line.GetProperty("p").GetDouble() <= 1);
        lines[2].GetProperty("unsure").GetBoolean().ShouldBeTrue();
        lines[0].TryGetProperty("unsure", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_time_it_took_and_the_models_size_are_printed_as_json()
    {
        var (run, _) = await LabelAsync(Learnt(), [Line("1", "damp")], "--json");

        var report = JsonDocument.Parse(run.Output).RootElement;
        report.GetProperty("learnSeconds").GetDouble().ShouldBeGreaterThan(0);
        report.GetProperty("predictSeconds").GetDouble().ShouldBeGreaterThan(0);
        report.GetProperty("modelBytes").GetInt64().ShouldBeInRange(100, 20_000_000);
    }

    [Fact]
    public async Task Lines_without_a_label_are_counted_and_teach_nothing()
    {
        var (run, lines) = await LabelAsync(
            [.. Learnt(), Line("90", "trams", "null"), Line("91", "trams"), Line("92", "trams", "\"\"")],
            [Line("1", "damp")]);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Errors.ShouldContain("3 lines have no label");
        lines.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_named_and_the_others_are_labelled()
    {
        var (run, lines) = await LabelAsync(
            [.. Learnt(), "{\"id\":1"],
            [Line("1", "damp"), "[1]", "{\"id\":2}", "{\"text\":\"x\"}", "{\"id\":3,\"text\":7}", Line("4", "bus")]);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("train.jsonl, line 41: it isn't JSON that can be read.");
        run.Errors.ShouldContain("line 2: it isn't a JSON object.");
        run.Errors.ShouldContain("line 3: \"text\" is missing.");
        run.Errors.ShouldContain("line 4: \"id\" is missing");
        run.Errors.ShouldContain("line 5: \"text\" isn't a string.");
        lines.Select(line => line.GetProperty("id").GetInt32()).ShouldBe([1, 4]);
    }

    [Fact]
    public async Task A_packed_file_is_read_whatever_its_name_and_a_damaged_one_is_refused()
    {
        var (train, test) = (Path.Combine(folder.FullName, "train.txt"), Path.Combine(folder.FullName, "test.jsonl"));
        await using (var packed = new StreamWriter(new GZipStream(File.Create(train), CompressionLevel.Fastest)))
            foreach (var line in Learnt())
                await packed.WriteLineAsync(line);
        await File.WriteAllTextAsync(test, Line("1", "mould"), TestContext.Current.CancellationToken);

        (await PostbagProcess.RunAsync(["label", "--learn", train, "--predict", test, "--out", Out])).ExitCode.ShouldBe(
            0);

        var bytes = await File.ReadAllBytesAsync(train, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(train, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        var refused = await PostbagProcess.RunAsync(["label", "--learn", train, "--predict", test, "--out", Out]);
        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldContain("can't be read");
    }

    [Fact]
    public async Task Nothing_to_learn_from_is_one_sentence()
    {
        var (run, _) = await LabelAsync([Line("1", "x")], [Line("1", "damp")]);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("there is no line with a label to learn from.");
        (await PostbagProcess.RunAsync(["label", "--learn", "none", "--predict", "none", "--out", Out])).Errors
            .ShouldContain("there is no such file");
    }

    [Fact]
    public async Task The_same_files_give_the_same_answer_byte_for_byte()
    {
        var asked = Enumerable.Range(0, 50).Select(i => Line($"{i}", $"{Damp[i % 6]} {Buses[i % 5]} here")).ToArray();
        await LabelAsync(Learnt(), asked);
        var first = await File.ReadAllBytesAsync(Out, TestContext.Current.CancellationToken);
        await LabelAsync(Learnt(), asked);

        (await File.ReadAllBytesAsync(Out, TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Out => Path.Combine(folder.FullName, "out.jsonl");

    private static string[] Learnt() =>
    [
        .. Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? Line($"{i}", $"I write about {Damp[i % 6]} and {Damp[(i + 1) % 6]} again", "\"Housing\"")
            : Line($"{i}", $"I write about the {Buses[i % 6]} and {Buses[(i + 3) % 6]} again", "\"Transport\"")),
    ];

    private static string Line(string id, string text, string? label = null) =>
        $"{{\"id\":{id},\"text\":{JsonSerializer.Serialize(text)}{(label is null ? "" : $",\"label\":{label}")}}}";

    private async Task<(PostbagRun Run, List<JsonElement> Lines)> LabelAsync(
        string[] learn, string[] predict, params string[] more)
    {
        var (train, test) = (Path.Combine(folder.FullName, "train.jsonl"), Path.Combine(folder.FullName, "test.jsonl"));
        await File.WriteAllLinesAsync(train, learn, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(test, predict, TestContext.Current.CancellationToken);
        var run = await PostbagProcess.RunAsync(["label", "--learn", train, "--predict", test, "--out", Out, .. more]);
        List<JsonElement> lines = File.Exists(Out)
            ? [.. (await File.ReadAllLinesAsync(Out, TestContext.Current.CancellationToken))
                .Select(line => JsonDocument.Parse(line).RootElement)]
            : [];
        return (run, lines);
    }
}
