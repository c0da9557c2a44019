using System.Text.Json;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Commands;

/// <summary>`postbag group`: it needs no office, so it is the same on either engine.</summary>
[Trait("engine", "either")]
public sealed class GroupCommandTests : IDisposable
{
    private const string Body =
        "The harbour wall at Quay East has stood for two hundred winters and will not stand another one without repair.\n\n"
        + "Forty families live behind it, and the school, and the only chemist between here and the lighthouse road.\n\n"
        + "I urge you to support the harbour bill when it comes before the house in June.";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("postbag-group-");

    [Fact]
    public async Task Each_letter_has_its_campaign_its_state_at_arrival_and_its_own_words_in_code_points()
    {
        var story = "My mother 🌊 lost her shop there in the flood of last winter and still waits for her insurer to answer her.";
        var letters = Enumerable.Range(1, 4).Select(number => Line($"m{number}", $"p{number}@example.org", Body))
            .Append(Line("story", "ines@example.org", $"🌊 {Body}\n\n{story}"))
            .Append(Line("against", "jory@example.org",
                Body.Replace("to support", "to oppose", StringComparison.Ordinal)))
            .Append(Line("answer", "ada@example.org", "Thank you.\n\nThe office wrote:\n> " + Own));

        var (run, lines) = await GroupAsync(letters);

        run.ExitCode.ShouldBe(0, run.Errors);
        lines.Keys.ShouldBe(["m1", "m2", "m3", "m4", "story", "against", "answer"]);
        var campaign = lines["m1"].GetProperty("campaign").GetString().ShouldNotBeNull();
        lines["m1"].GetProperty("arrival").ValueKind.ShouldBe(JsonValueKind.Null);
        lines["m4"].GetProperty("arrival").GetString().ShouldBe(campaign);
        lines["story"].GetProperty("campaign").GetString().ShouldBe(campaign);
        var span = lines["story"].GetProperty("personal_spans").EnumerateArray().ShouldHaveSingleItem();
        var points = $"🌊 {Body}\n\n{story}".EnumerateRunes().ToList();
        string.Concat(points[span[0].GetInt32()..span[1].GetInt32()]).ShouldBe(story.TrimEnd('.'));
        lines["against"].GetProperty("campaign").ValueKind.ShouldBe(JsonValueKind.Null);
        lines["against"].GetProperty("state").GetString().ShouldBe("held");
        lines["against"].GetProperty("like").GetString().ShouldBe(campaign);
        lines["answer"].GetProperty("state").GetString().ShouldBe("reply");
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_named_and_the_others_are_grouped()
    {
        var (run, lines) = await GroupAsync(
            ["{\"id\":\"half", .. Enumerable.Range(1, 3).Select(n => Line($"m{n}", $"p{n}@example.org", Body))]);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("line 1: not JSON");
        lines.Count.ShouldBe(3);
        lines["m3"].GetProperty("campaign").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task The_same_file_gives_the_same_answer_byte_for_byte()
    {
        var letters = Enumerable.Range(1, 12).Select(number => Line($"m{number}", $"p{number}@example.org", Body))
            .ToList();

        await GroupAsync(letters);
        var first = await File.ReadAllBytesAsync(Out, TestContext.Current.CancellationToken);
        await GroupAsync(letters);

        (await File.ReadAllBytesAsync(Out, TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private const string Own =
        "Thank you for your letter. I have raised the points that you make with the minister and will write as soon as I have an answer.";

    private string Out => Path.Combine(folder.FullName, "out.jsonl");

    private static string Line(string id, string from, string text) =>
        JsonSerializer.Serialize(new { id, from, subject = "A letter", text });

    private async Task<(PostbagRun Run, Dictionary<string, JsonElement> Lines)> GroupAsync(IEnumerable<string> letters)
    {
        var (file, own) = (Path.Combine(folder.FullName, "in.jsonl"), Path.Combine(folder.FullName, "own.jsonl"));
        await File.WriteAllLinesAsync(file, letters, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            own, [JsonSerializer.Serialize(new { id = "o1", text = Own })], TestContext.Current.CancellationToken);
        var run = await PostbagProcess.RunAsync(["group", file, "--out", Out, "--own", own]);
        var lines = (await File.ReadAllLinesAsync(Out, TestContext.Current.CancellationToken))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => line.GetProperty("id").GetString()!);
        return (run, lines);
    }
}
