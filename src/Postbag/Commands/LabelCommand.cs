using System.CommandLine;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Postbag.Triage;

namespace Postbag.Commands;

/// <summary>
/// `postbag label`: learns labels from a file of examples and suggests them for another, without an office. One JSON
/// object a line in, one a line out, in the same order.
/// </summary>
internal static class LabelCommand
{
    /// <summary>Suggestions are made in portions of this many, by as many threads as there are cores.</summary>
    private const int Portion = 256;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var learn = new Option<string>("--learn")
        {
            Description = "Examples, one {\"id\",\"text\",\"label\"} a line, the oldest first", HelpName = "TRAIN",
            Required = true,
        };
        var predict = new Option<string>("--predict")
        {
            Description = "What to label, one {\"id\",\"text\"} a line", HelpName = "TEST", Required = true,
        };
        var output = new Option<string>(
            "--out") { Description = "Where the labels go", HelpName = "OUT", Required = true };
        var json = new Option<bool>(
            "--json") { Description = "Print how long it took and how large the model is as JSON" };
        var command = new Command(
            "label", "Learn labels from examples, and label other texts with reasons") { learn, predict, output, json };
        command.SetAction(line => Run(
            line.GetValue(learn)!, line.GetValue(predict)!, line.GetValue(output)!, line.GetValue(json),
            Console.Error));
        return command;
    }

    /// <returns>0; 1 if a file can't be opened, nothing can be learnt, or a line can't be read (the others are labelled
    /// all the same).</returns>
    public static int Run(string learn, string predict, string output, bool asJson, TextWriter complaints)
    {
        var learning = Stopwatch.StartNew();
        if (LabelLines.Read(learn, complaints) is not { } train) return 1;
        var examples = train.Lines.Where(line => line.Label is not null)
            .Select(line => new Example(line.Text, line.Label!)).ToList();
        var unlabelled = train.Lines.Count - examples.Count;
        if (unlabelled > 0) complaints.WriteLine(
            $"{learn}: {unlabelled} {(unlabelled == 1 ? "line has" : "lines have")} no label and taught nothing.");
        if (examples.Count == 0)
        {
            complaints.WriteLine($"{learn}: there is no line with a label to learn from.");
            return 1;
        }

        var labeller = Labeller.Learn(examples);
        learning.Stop();
        if (LabelLines.Read(predict, complaints) is not { } test) return 1;
        var predicting = Stopwatch.StartNew();
        var suggestions = new Suggestion[test.Lines.Count];
        Parallel.For(0, (suggestions.Length + Portion - 1) / Portion, portion =>
        {
            for (var i = portion * Portion; i < Math.Min(suggestions.Length, (portion + 1) * Portion); i++)
                suggestions[i] = labeller.Suggest(test.Lines[i].Text);
        });
        predicting.Stop();
        if (!Write(output, test.Lines, suggestions, complaints)) return 1;
        var bad = train.BadLines + test.BadLines;
        if (bad > 0) complaints.WriteLine(
            $"{bad} {(bad == 1 ? "line was" : "lines were")} left out, {suggestions.Length} were labelled.");
        Report(asJson, learning.Elapsed, predicting.Elapsed, labeller, examples.Count, suggestions.Length);
        return bad > 0 ? 1 : 0;
    }

    private static bool Write(
        string output, IReadOnlyList<LabelLine> lines, Suggestion[] suggestions, TextWriter complaints)
    {
        try
        {
            using var stream = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            using var json = new Utf8JsonWriter(stream, Compact);
            for (var i = 0; i < suggestions.Length; i++)
            {
                WriteOne(json, lines[i], suggestions[i]);
                json.Flush();
                stream.WriteByte((byte)'\n');
                json.Reset();
            }

            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            complaints.WriteLine($"{output} can't be written: {failure.Message}");
            return false;
        }
    }

    private static void WriteOne(Utf8JsonWriter json, LabelLine line, Suggestion suggestion)
    {
        json.WriteStartObject();
        json.WritePropertyName("id");
        json.WriteRawValue(line.Id);
        json.WriteString("label", suggestion.Label);
        json.WriteNumber("p", Math.Round(suggestion.P, 6));
        json.WriteStartArray("why");
        foreach (var word in suggestion.Why) json.WriteStringValue(word.In(line.Text));
        json.WriteEndArray();
        if (suggestion.IsUnsure) json.WriteBoolean("unsure", true);
        json.WriteEndObject();
    }

    private static void Report(
        bool asJson, TimeSpan learning, TimeSpan predicting, Labeller labeller, int examples, int predicted)
    {
        var modelBytes = labeller.Save().Length;
        if (!asJson)
        {
            Console.WriteLine(
                $"{labeller.Labels.Count} labels learnt from {examples:N0} examples in {learning.TotalSeconds:N2} s, "
                + $"{predicted:N0} texts labelled in {predicting.TotalSeconds:N2} s, the model has {modelBytes / 1e6:N1} MB");
            return;
        }

        using var lines = new JsonLines();
        lines.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("learnSeconds", Math.Round(learning.TotalSeconds, 4));
            json.WriteNumber("predictSeconds", Math.Round(predicting.TotalSeconds, 6));
            json.WriteNumber("modelBytes", modelBytes);
            json.WriteEndObject();
        });
    }
}
