using System.IO.Compression;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Postbag.Triage.Tests;

/// <summary>The floor on real questions to departments, when they are there: they are nobody's to commit.</summary>
public sealed class QuestionsTests
{
    [Fact]
    public void Questions_get_their_department_no_worse_than_the_floor()
    {
        var file = Find();
        if (file is null) Assert.Skip("The questions (triage/) are not on this machine: set POSTBAG_SHARED to the folder that holds data/triage.");
        var questions = Read(file).ToList();
        // The part before the one that docs/triage reports.
        var learnt = questions.Take(questions.Count * 8 / 10).ToList();
        var asked = questions.Skip(learnt.Count).Take(questions.Count / 10).ToList();

        var labeller = Labeller.Learn(learnt);

        var found = asked.ConvertAll(question => labeller.Suggest(question.Text));
        var right = found.Zip(asked, (suggestion, question) => suggestion.Label == question.Label).ToList();
        (right.Count(isRight => isRight) / (double)right.Count).ShouldBeGreaterThan(0.795);
        var surest = Enumerable.Range(0, found.Count).OrderByDescending(i => found[i].P).Take(found.Count * 8 / 10)
            .ToList();
        (surest.Count(i => right[i]) / (double)surest.Count).ShouldBeGreaterThan(0.878);
        var error = Enumerable.Range(0, found.Count).GroupBy(i => (int)(found[i].P * 15))
            .Sum(bin => Math.Abs(bin.Sum(i => found[i].P) - bin.Count(i => right[i])));
        (error / found.Count).ShouldBeLessThan(0.035);
        labeller.Save().Length.ShouldBeLessThan(20_000_000);
    }

    private static IEnumerable<Example> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("department").GetString() is { } department)
            {
                yield return new Example(
                    json.RootElement.GetProperty("text").GetString()!,
                    department.StartsWith("Department for Levelling Up", StringComparison.Ordinal)
                        ? "Ministry of Housing, Communities and Local Government" : department);
            }
        }
    }

    private static string? Find()
    {
        var shared = Environment.GetEnvironmentVariable("POSTBAG_SHARED");
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); shared is null && up is not null; up = up.Parent)
            shared = File.Exists(Path.Combine(up.FullName, "Postbag.slnx"))
                ? Path.Combine(up.FullName, "..", "shared") : null;
        var file = Path.Combine(shared ?? ".", "data", "triage", "uk-written-questions-train.jsonl.gz");
        return File.Exists(file) ? file : null;
    }
}
