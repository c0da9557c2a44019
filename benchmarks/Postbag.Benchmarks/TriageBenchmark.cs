using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Postbag.Triage;
using Postbag.Triage.Needs;

namespace Postbag.Benchmarks;

/// <summary>The promise of `postbag label`: how long learning takes, one suggestion, one correction, one look for
/// need.</summary>
internal static class TriageBenchmark
{
    /// <summary>`triage QUESTIONS.jsonl.gz`: learns all but the newest tenth, then asks, corrects and looks for need in
    /// that.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments.Length != 1)
        {
            Console.Error.WriteLine("Name the questions: ../shared/data/triage/uk-written-questions-train.jsonl.gz");
            return 2;
        }

        var questions = Read(arguments[0]).ToList();
        var learnt = questions.Take(questions.Count * 9 / 10).ToList();
        var asked = questions.Skip(learnt.Count).ToList();
        Labeller labeller = Labeller.Learn(learnt.Take(3_000).ToList());
        foreach (var question in asked) labeller.Suggest(question.Text);
        for (var round = 0; round < 5; round++)
        {
            var (before, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            labeller = Labeller.Learn(learnt);
            Console.WriteLine(
                $"{learnt.Count:N0} examples learnt in {Stopwatch.GetElapsedTime(start).TotalSeconds:N2} s by the clock, "
                + $"{(Environment.CpuUsage.TotalTime - before).TotalSeconds:N2} s of processor time");
        }

        Each("suggestion", asked, question => labeller.Suggest(question.Text));
        var wrong = asked.Where(question => labeller.Suggest(question.Text).Label != question.Label).Take(1_000)
            .ToList();
        Each("correction", wrong, question => labeller.Correct(question.Text, question.Label));
        Console.WriteLine($"  {wrong.Count(question => labeller.Suggest(question.Text).Label == question.Label)} of {wrong.Count} still hold after all");
        Each("suggestion after them", asked, question => labeller.Suggest(question.Text));
        Each("look for need", asked, question => NeedRules.Standard.Find(question.Text));
        var start2 = Stopwatch.GetTimestamp();
        var saved = labeller.Save();
        var saving = Stopwatch.GetElapsedTime(start2);
        Labeller.Load(saved);
        Console.WriteLine($"model {saved.Length / 1e6:N1} MB, saved in {saving.TotalSeconds:N2} s, loaded in {(Stopwatch.GetElapsedTime(start2) - saving).TotalSeconds:N2} s");
        return 0;
    }

    private static void Each(string what, List<Example> questions, Action<Example> act)
    {
        var ticks = new long[questions.Count];
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < ticks.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            act(questions[i]);
            ticks[i] = Stopwatch.GetTimestamp() - start;
        }

        var processor = Environment.CpuUsage.TotalTime - before;
        Array.Sort(ticks);
        Console.WriteLine(
            $"{what}: {processor.TotalMicroseconds / ticks.Length:N1} us of processor time; by the clock p50 {At(0.5):N1}, p99 {At(0.99):N0}, worst {At(1):N0} us");

        double At(double share) =>
            ticks[Math.Min(ticks.Length - 1, (int)(share * ticks.Length))] * 1e6 / Stopwatch.Frequency;
    }

    private static IEnumerable<Example> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("department").GetString() is { } department)
                yield return new Example(json.RootElement.GetProperty("text").GetString()!, department);
        }
    }
}
