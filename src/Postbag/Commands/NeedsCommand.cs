using System.CommandLine;
using System.Text;
using Postbag.Office;
using Postbag.Triage.Needs;

namespace Postbag.Commands;

/// <summary>`postbag needs`: what the rules of need find in texts, without an office; a way to try rules of one's
/// own.</summary>
internal static class NeedsCommand
{
    /// <summary>Larger files are no letters.</summary>
    private const int MaxFileBytes = 64 << 20;

    public static Command Create()
    {
        var files = new Argument<string[]>(
            "FILE") { Description = "Texts, each a letter; - is standard input", Arity = ArgumentArity.ZeroOrMore };
        var rules = new Option<string?>(
            "--rules") { Description = "A file of rules instead of those that come with the program",
            HelpName = "FILE" };
        var print = new Option<bool>(
            "--print-rules") { Description = "Print the rules that come with the program, to be edited" };
        var json = new Option<bool>("--json") { Description = "Print JSON (docs/commands.md names the fields)" };
        var command = new Command(
            "needs", "Find the places of a text that say somebody is in need") { files, rules, print, json };
        command.Validators.Add(line =>
        {
            if (line.GetValue(files) is not { Length: > 0 } && !line.GetValue(print))
                line.AddError("Name a FILE, or - for standard input.");
        });
        command.SetAction(line =>
        {
            if (!line.GetValue(print)) return Run(line.GetValue(files)!, line.GetValue(rules), line.GetValue(json));
            Console.Out.Write(NeedRules.StandardText);
            return 0;
        });
        return command;
    }

    private static int Run(string[] files, string? rulesFile, bool asJson)
    {
        var rules = rulesFile is null ? NeedRules.Standard : Rules(rulesFile);
        using var output = asJson ? new JsonLines() : null;
        foreach (var file in files)
        {
            var text = Read(file);
            foreach (var finding in rules.Find(text))
            {
                var words = text.Substring(finding.At, finding.Length);
                if (output is null) Console.WriteLine($"{finding.Need}: “{Shown(words)}” – {finding.Reason}");
                else Write(output, file, finding, words);
            }
        }

        return 0;
    }

    private static NeedRules Rules(string file)
    {
        var (rules, errors) = NeedRules.Parse(Read(file));
        return rules ?? throw new CannotException(
            string.Join('\n', errors.Select(error => $"{file}, line {error.Line}: {error.What}")));
    }

    private static void Write(JsonLines output, string file, NeedFinding finding, string words) => output.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("need", finding.Need);
        json.WriteString("reason", finding.Reason);
        json.WriteNumber("at", finding.At);
        json.WriteNumber("length", finding.Length);
        json.WriteString("text", words);
        json.WriteNumber("rule", finding.Line);
        json.WriteEndObject();
    });

    private static string Read(string file)
    {
        try
        {
            if (file != "-" && !File.Exists(file)) throw new CannotException($"There is no file {file}.");
            if (file != "-" && new FileInfo(file).Length > MaxFileBytes)
                throw new CannotException($"{file} is larger than {MaxFileBytes >> 20} MiB.");
            using var reader = new StreamReader(
                file == "-" ? Console.OpenStandardInput() : File.OpenRead(file), Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotException($"{file} can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>A stranger's text must not steer the terminal.</summary>
    private static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
