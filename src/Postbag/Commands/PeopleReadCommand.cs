using System.CommandLine;
using Postbag.Casework.People;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Office;
using Postbag.Settings;

namespace Postbag.Commands;

/// <summary>`postbag people read`: what messages say about their writers, and whether they are ours, without an
/// office.</summary>
internal static class PeopleReadCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>(
            "FILE") { Description = "Messages, one a file; - reads one from standard input",
            Arity = ArgumentArity.OneOrMore };
        var area = new Option<string[]>(
            "--area") { Description = "An official code of the area, such as E14001063; may be given several times",
            HelpName = "CODE" };
        var data = new Option<string?>(
            "--data") { Description = "The data folder whose places are asked", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Print a line of JSON for each" };
        var command = new Command(
            "read", "Say who wrote messages, and whether they are constituents") { files, area, data, json };
        command.SetAction(async (line, cancellationToken) =>
        {
            var places = PlacesHome.Open(line.GetValue(data));
            var codes = OfficeAreas.Read(string.Join(' ', line.GetValue(area) ?? []))
                ?? throw new CannotException("Give official codes such as E14001063 with --area.");
            var grade = new GradeLetter(places.Index, codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), "");
            using var output = line.GetValue(json) ? new JsonLines() : null;
            var failed = false;
            foreach (var file in line.GetRequiredValue(files))
                failed |= !await ReadAsync(grade, file, output, cancellationToken);
            return failed ? 1 : 0;
        });
        return command;
    }

    private static async Task<bool> ReadAsync(
        GradeLetter grade, string file, JsonLines? output, CancellationToken cancellationToken)
    {
        if (file != "-" && !File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"There is no file {file}.");
            return false;
        }

        using var bytes = new MemoryStream();
        await using (var input = file == "-"
            ? Console.OpenStandardInput() : File.OpenRead(file)) await input.CopyToAsync(bytes, cancellationToken);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var read = grade.Run(bytes.ToArray(), today);
        if (output is null) Print(file, read);
        else Write(output, file, read);
        return true;
    }

    private static void Print(string file, (LetterEvidence Evidence, GradeAnswer Answer)? read)
    {
        if (read is not var (evidence, answer))
        {
            Console.WriteLine($"{file}: no person wrote it");
            return;
        }

        Console.WriteLine($"{file}: {evidence.Name ?? "nobody says who"}, {Say(answer.Grade)}{(evidence.Address is { } address ? $", {address}" : "")}");
        foreach (var reason in answer.Reasons) Console.WriteLine($"  {reason.Sentence}");
    }

    private static void Write(JsonLines output, string file, (LetterEvidence Evidence, GradeAnswer Answer)? read) =>
        output.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("person", read?.Evidence.Name);
        json.WriteString("email", read?.Evidence.Email);
        json.WriteString("address", read?.Evidence.Address);
        json.WriteString("postcode", read?.Evidence.Postcode);
        json.WriteString("grade", read is { } graded ? Say(graded.Answer.Grade) : null);
        JsonLines.WriteStrings(json, "cases", read is { } special ? CasesOf(special.Answer.Cases) : []);
        json.WriteString("constituency", read?.Answer.Constituency);
        json.WriteStartArray("reasons");
        foreach (var reason in read?.Answer.Reasons ?? [])
        {
            json.WriteStartObject();
            json.WriteString("kind", reason.Kind.ToString());
            json.WriteString("sentence", reason.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("evidence");
        foreach (var item in read?.Evidence.Items ?? [])
        {
            json.WriteStartObject();
            json.WriteString("kind", item.Kind.ToString());
            json.WriteString("value", item.Value);
            json.WriteString("of", item.Of.ToString());
            json.WriteString("way", item.Way.ToString());
            json.WriteString("field", item.Field.ToString());
            json.WriteNumber("offset", item.Offset);
            json.WriteNumber("length", item.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static IEnumerable<string> CasesOf(SpecialCases cases) =>
        Enum.GetValues<SpecialCases>().Where(special => special != SpecialCases.None && cases.HasFlag(special))
            .Select(special => special.ToString());

    private static string Say(Grade grade) => grade switch
    {
        Grade.Confirmed => "confirmed",
        Grade.Likely => "likely",
        Grade.LikelyElsewhere => "likely elsewhere",
        Grade.Elsewhere => "elsewhere",
        _ => "unclear",
    };
}
