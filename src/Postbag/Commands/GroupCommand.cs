using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Postbag.Grouping;

namespace Postbag.Commands;

/// <summary>
/// `postbag group`: groups a file of letters by campaign without an office. One JSON object a line in, in order of
/// arrival; one a line out. The file is read twice, so that a million letters need not fit in memory.
/// </summary>
internal static class GroupCommand
{
    /// <summary>A line longer than this is refused: no letter has 64 million characters, and one that does is an
    /// attack.</summary>
    private const int MaxLineLength = 64 << 20;

    /// <summary>How many letters pass between two revisions: an ask that is turned round is split off within as
    /// many.</summary>
    private const int SettleEvery = 256;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<string>(
            "FILE") { Description = "Letters, one {\"id\",\"from\",\"subject\",\"text\"} a line, in order of arrival" };
        var output = new Option<string>(
            "--out") { Description = "Where the result goes", HelpName = "OUT", Required = true };
        var own = new Option<string?>(
            "--own") { Description = "The office's own texts, one {\"id\",\"text\"} a line", HelpName = "FILE" };
        var command = new Command(
            "group", "Recognise campaigns in a file of letters, and each writer's own words") { file, output, own };
        command.SetAction(line => Run(line.GetValue(file)!, line.GetValue(output)!, line.GetValue(own), Console.Error));
        return command;
    }

    /// <returns>0; 1 if a file can't be opened or a line can't be read (the others are grouped all the same).</returns>
    public static int Run(
        string file, string output, string? own, TextWriter complaints, GroupingOptions? options = null)
    {
        foreach (var path in new[] { file, own })
        {
            if (path is not null && !File.Exists(path))
            {
                complaints.WriteLine($"{path}: there is no such file.");
                return 1;
            }
        }

        var bad = 0;
        var grouper = new LetterGrouper(options);
        if (own is not null)
        {
            foreach (var text in Read(own, ["text"], complaints))
            {
                bad += text is null ? 1 : 0;
                if (text is not null) grouper.AddOwnText(text["text"]);
            }
        }

        var arrivals = new List<int?>();
        foreach (var line in Read(file, ["id", "from", "text"], complaints))
        {
            if (line is null)
            {
                bad++;
                continue;
            }

            arrivals.Add(grouper.Add(
                new Letter(line["from"], line.GetValueOrDefault("subject", ""), line["text"])).Campaign);
            if (arrivals.Count % SettleEvery == 0) grouper.Settle();
        }

        grouper.SettleAll();
        Write(file, output, grouper, arrivals);
        if (bad > 0) complaints.WriteLine($"{bad} lines were left out, {arrivals.Count} letters were grouped.");
        return bad > 0 ? 1 : 0;
    }

    private static void Write(string file, string output, LetterGrouper grouper, List<int?> arrivals)
    {
        using var stream = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        var number = 0;
        foreach (var line in Read(file, ["id", "from", "text"], TextWriter.Null))
        {
            if (line is null) continue;
            var decision = grouper.Now(number);
            using (var json = new Utf8JsonWriter(stream, Compact))
            {
                json.WriteStartObject();
                json.WriteString("id", line["id"]);
                json.WriteString("campaign", Label(decision.Campaign));
                WriteSpans(json, line["text"], grouper.PersonalSpans(number, line["text"]));
                json.WriteString("state", decision.State.ToString().ToLowerInvariant());
                json.WriteString("arrival", Label(arrivals[number]));
                json.WriteString("like", Label(decision.Like));
                json.WriteBoolean("read_this_one", decision.ReadThisOne);
                json.WriteNumber("own_words", decision.OwnWords);
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
            number++;
        }
    }

    private static string? Label(int? campaign) => campaign is { } id ? $"c{id}" : null;

    /// <summary>The spans in code points: what other programs count in, whatever their strings are made of.</summary>
    private static void WriteSpans(Utf8JsonWriter json, string text, IReadOnlyList<Span> spans)
    {
        json.WriteStartArray("personal_spans");
        var (units, points) = (0, 0);
        foreach (var span in spans)
        {
            json.WriteStartArray();
            json.WriteNumberValue(PointsUpTo(span.Start));
            json.WriteNumberValue(PointsUpTo(span.End));
            json.WriteEndArray();
        }

        json.WriteEndArray();

        int PointsUpTo(int unit)
        {
            for (; units < unit; units++, points++)
            {
                if (char.IsHighSurrogate(text[units]) && units + 1 < text.Length
                    && char.IsLowSurrogate(text[units + 1])) units++;
            }

            return points;
        }
    }

    /// <summary>The objects of a file, null for each line that can't be read; what is wrong is said once, with its
    /// number.</summary>
    private static IEnumerable<Dictionary<string, string>?> Read(string path, string[] required, TextWriter complaints)
    {
        using var reader = new StreamReader(path, new UTF8Encoding(false));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var (fields, wrong) = Parse(line, required);
            if (wrong is not null) complaints.WriteLine($"{path}, line {number}: {wrong}");
            yield return fields;
        }
    }

    private static (Dictionary<string, string>? Fields, string? Wrong) Parse(string line, string[] required)
    {
        if (line.Length > MaxLineLength) return (null, $"longer than {MaxLineLength >> 20} million characters.");
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return (null, "not a JSON object.");
            var fields = new Dictionary<string, string>();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String)
                    fields[property.Name] = property.Value.GetString()!;
                else if (property.Value.ValueKind == JsonValueKind.Number)
                    fields[property.Name] = property.Value.GetRawText();
            }

            var missing = required.FirstOrDefault(name => !fields.ContainsKey(name));
            return missing is null ? (fields, null) : (null, $"\"{missing}\" is missing or not a string.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, "not JSON that can be read.");
        }
    }
}
