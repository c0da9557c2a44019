using System.Text.Json;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Commands;

/// <summary>`postbag needs`: it needs no office, so it is the same on either engine.</summary>
[Trait("engine", "either")]
public sealed class NeedsCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("postbag-needs-");

    [Fact]
    public async Task Each_place_that_says_somebody_is_in_need_is_a_line()
    {
        const string Letter = "Dear Ms Osei,\nI haven't eaten since Tuesday. And please vote for the bus bill.";

        var run = await PostbagProcess.RunAsync(["needs", File("letter.txt", Letter), "--json"]);

        run.ExitCode.ShouldBe(0, run.Errors);
        var finding = JsonDocument.Parse(run.Output).RootElement;
        finding.GetProperty("need").GetString().ShouldBe("food");
        finding.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        Letter.Substring(finding.GetProperty("at").GetInt32(), finding.GetProperty("length").GetInt32())
            .ShouldBe(finding.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Rules_of_ones_own_are_used_and_wrong_ones_named_by_line()
    {
        var letter = File("letter.txt", "Our cat is lost.");

        var run = await PostbagProcess.RunAsync(
            ["needs", "--rules", File("rules.txt", "need pet = An animal is lost.\n  yes cat .. lost"), letter]);
        var wrong = await PostbagProcess.RunAsync(
            ["needs", "--rules", File("wrong.txt", "need pet = An animal is lost.\n  perhaps cat"), letter]);

        run.Output.ShouldContain("pet: “cat is lost” – An animal is lost.");
        wrong.ExitCode.ShouldBe(1);
        wrong.Errors.ShouldContain("wrong.txt, line 2: ");
    }

    [Fact]
    public async Task The_rules_that_come_with_the_program_can_be_printed_and_used()
    {
        var rules = File("rules.txt", (await PostbagProcess.RunAsync(["needs", "--print-rules"])).Output);

        var run = await PostbagProcess.RunAsync(
            ["needs", "--rules", rules, File("letter.txt", "The bailiffs come on Friday.")]);

        run.Output.ShouldStartWith("eviction: ");
        (await PostbagProcess.RunAsync(["needs", "none.txt"])).Errors.ShouldContain("There is no file none.txt.");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string File(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
