using System.CommandLine;
using System.Globalization;
using Postbag.Office;
using Postbag.Places;
using Postbag.Settings;

namespace Postbag.Commands;

/// <summary>`postbag where`: the constituency, ward, district and nation of postcodes, with no network.</summary>
internal static class WhereCommand
{
    public static Command Create()
    {
        var postcodes = new Argument<string[]>("POSTCODE")
        {
            Description = "As people write them: spaces, case and usual slips don't matter",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var list = new Option<string?>(
            "--list") { Description = "A file of postcodes, one a line; - for standard input", HelpName = "FILE" };
        var on = new Option<string?>("--on")
        {
            Description = "The day that is asked about, such as 2023-05-01; today unless set", HelpName = "DATE",
        };
        var (data, json) = (PlacesCommand.DataOption(), PlacesCommand.JsonOption());
        var command = new Command("where", "Say which constituency, ward, district and nation a postcode is in")
        {
            postcodes, list, on, data, json,
        };
        command.SetAction(line =>
        {
            var asked = Join(line.GetValue(postcodes) ?? []);
            if (asked.Count == 0 && line.GetValue(list) is null)
                throw new CannotException("Name a postcode, or a file of them with --list.");
            var folder = PlacesHome.Open(PlacesCommand.Data(line, data));
            var index = folder.Index
                ?? throw new CannotException($"{folder.WhyNot} See `postbag places import --help`.");
            using var output = Console.OpenStandardOutput();
            using var answers = new WhereLines(index, DayOf(line.GetValue(on)), output, line.GetValue(json));
            foreach (var one in asked) answers.Write(one);
            if (line.GetValue(list) is { } file) WriteAll(file, answers);
            return 0;
        });
        return command;
    }

    private static void WriteAll(string file, WhereLines answers)
    {
        try
        {
            using var lines = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            answers.WriteAll(lines);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CannotException($"There is no file {file}.", failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new CannotException($"{file} can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>Puts together what a shell took apart: `postbag where ZZ1 2AB` is about one postcode.</summary>
    private static List<string> Join(string[] words)
    {
        var asked = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            var isFirstHalf = i + 1 < words.Length && words[i].Length is >= 2 and <= 4 && words[i + 1].Length == 3
                && words[i].All(char.IsAsciiLetterOrDigit) && words[i + 1].All(char.IsAsciiLetterOrDigit);
            asked.Add(isFirstHalf ? $"{words[i]} {words[++i]}" : words[i]);
        }

        return asked;
    }

    private static DateOnly DayOf(string? written) =>
        written is null ? DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime)
        : DateOnly.TryParseExact(
            written, ["yyyy-MM-dd", "d/M/yyyy", "d.M.yyyy", "d MMMM yyyy", "d MMM yyyy"],
            CultureInfo.GetCultureInfo("en-GB"), DateTimeStyles.AllowWhiteSpaces, out var day)
            ? day
            : throw new CannotException($"\"{written}\" isn't a day. Write it like 2023-05-01 or 1/5/2023.");
}
