using System.CommandLine;
using System.Globalization;
using Postbag.Office;
using Postbag.Places;
using Postbag.Settings;
using Spectre.Console;

namespace Postbag.Commands;

/// <summary>`postbag places`: the postcodes of an installation, and the official files they come from.</summary>
internal static class PlacesCommand
{
    public static Command Create()
    {
        var (data, json) = (DataOption(), JsonOption());
        var command = new Command("places", "Which postcodes, boundaries and representatives are loaded")
        {
            data, json, CreateImport(), PlacesCheckCommand.Create(),
        };
        command.SetAction(line => Show(PlacesHome.Open(Data(line, data)), line.GetValue(json)));
        return command;
    }

    public static Option<string?> DataOption() => new("--data")
    {
        Description = "The data folder, of one office or of several, beside which postcodes are kept", HelpName = "DIR",
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON" };

    public static string? Data(ParseResult line, Option<string?> data) =>
        line.GetValue(data) ?? (
            Environment.GetEnvironmentVariable("POSTBAG_DATA") is { Length: > 0 } folder ? folder : null);

    private static Command CreateImport()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Official files, as they are downloaded: .csv, .csv.gz, .zip, .json, .geojson",
            Arity = ArgumentArity.OneOrMore,
        };
        var afresh = new Option<bool>("--afresh") { Description = "Forget what was imported before" };
        var (data, json) = (DataOption(), JsonOption());
        var command = new Command(
            "import", "Take in official files of postcodes, names and boundaries, and files of representatives")
        {
            files, afresh, data, json,
        };
        command.SetAction((line, cancellationToken) => ImportAsync(
            PlacesHome.Open(Data(line, data)), line.GetRequiredValue(files), line.GetValue(afresh), line.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> ImportAsync(
        PlacesFolder folder, string[] files, bool afresh, bool asJson, CancellationToken cancellationToken)
    {
        var import = new ImportPlaces(folder, TimeProvider.System) { Afresh = afresh };
        var start = TimeProvider.System.GetTimestamp();
        ImportedPlaces done;
        try
        {
            var run = Task.Run(() => import.Run(files, cancellationToken), cancellationToken);
            if (!asJson && AnsiConsole.Profile.Capabilities.Interactive) await DrawAsync(run, import.Progress);
            done = await run;
        }
        catch (PlacesException refusal)
        {
            throw new CannotException(refusal.Message, refusal);
        }

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        foreach (var note in done.Notes) await Console.Error.WriteLineAsync(note);
        if (asJson) PlacesLines.Print(done, seconds);
        else Print(done, seconds);
        return 0;
    }

    private static Task DrawAsync(Task run, PlacesProgress import) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
            new PercentageColumn())
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask("Reading", maxValue: Math.Max(1, import.BytesTotal));
            while (!run.IsCompleted)
            {
                bar.MaxValue = Math.Max(1, import.BytesTotal);
                bar.Value = import.BytesDone;
                bar.Description = $"{import.Doing}, {import.Rows:N0} rows";
                await Task.WhenAny(run, Task.Delay(100));
            }

            if (run.IsCompletedSuccessfully) bar.Value = bar.MaxValue;
        });

    private static void Print(ImportedPlaces done, double seconds)
    {
        foreach (var file in done.Files) Console.WriteLine($"{file.File}: {PlacesLines.What(file)}");
        Console.WriteLine($"{done.Postcodes:N0} postcodes in {done.SizeBytes / 1e6:N1} MB; {seconds:N1} seconds.");
    }

    private static int Show(PlacesFolder folder, bool asJson)
    {
        var index = folder.Index ?? throw new CannotException($"{folder.WhyNot} See `postbag places import --help`.");
        if (asJson)
        {
            PlacesLines.Print(index, folder);
            return 0;
        }

        Console.WriteLine(
            $"{index.Live:N0} postcodes in use and {index.Ended:N0} that have ended, in {index.SizeBytes / 1e6:N1} MB; positions to "
            + $"{index.ResolutionMetres} m. {folder.IndexPath}");
        Console.WriteLine($"SHA-256 {index.Hash}");
        foreach (var file in index.Imports)
        {
            var newest = file.Newest is { } month
                ? $", newest of {month.ToString("MMMM yyyy", CultureInfo.CurrentCulture)}" : "";
            Console.WriteLine($"{file.ImportedAt:d MMMM yyyy}  {file.File}: {PlacesLines.What(file)}{newest}");
        }

        Console.WriteLine(PlaceAttribution.For(index));
        return 0;
    }
}
