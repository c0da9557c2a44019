using System.CommandLine;
using Postbag.Casework;
using Postbag.Casework.People;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Settings;

namespace Postbag.Commands;

/// <summary>`postbag people places`: the names of places that the office has said are ours, or aren't.</summary>
internal static class PeoplePlacesCommand
{
    /// <summary>A list of names has some kilobytes: more is another file.</summary>
    private const int MostBytes = 1 << 20;

    public static Command Create()
    {
        var ours = new Option<string?>(
            "--ours") { Description = "A file of the names that are ours, one a line, in place of those before",
            HelpName = "FILE" };
        var elsewhere = new Option<string?>(
            "--elsewhere") { Description = "A file of the names that aren't", HelpName = "FILE" };
        var from = new Option<string?>(
            "--from") { Description =
            "An official list of places, such as ONS's Index of Place Names: adds those that are ours and no others'",
            HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("places", "Show or set which places' names are ours: villages, estates, what the official files don't name") { ours, elsewhere, from, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (mine, others) = (
                await ReadAsync(line.GetValue(ours), cancellationToken),
                await ReadAsync(line.GetValue(elsewhere), cancellationToken));
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
            try
            {
                PlaceNames names;
                await using (var connection = await open.Engine.OpenReaderAsync(cancellationToken)) names =
                    await PlaceNames.LoadAsync(connection, cancellationToken);
                if (mine is not null || others is not null || line.GetValue(from) is not null)
                {
                    names = PlaceNames.Read(
                        mine ?? string.Join('\n', names.Ours), others ?? string.Join('\n', names.Elsewhere));
                    if (line.GetValue(from) is { } list)
                        names = await AddAsync(names, list, office.DataFolder(line), open, cancellationToken);
                    await names.KeepAsync(
                        open.Engine, new AuditTrail(TimeProvider.System), Actor.Command, cancellationToken);
                }

                Print(names, line.GetValue(json));
                return 0;
            }
            catch (Exception failure) when (open.Engine.Explain(failure) is { } sentence)
            {
                throw new CannotException($"{sentence} The names that were there before stay.", failure);
            }
        });
        return command;
    }

    private static async Task<PlaceNames> AddAsync(
        PlaceNames names, string list, string? data, OpenOffice open, CancellationToken cancellationToken)
    {
        await using var connection = await open.Engine.OpenReaderAsync(cancellationToken);
        return await OfficialPlaces.AddAsync(names, list, PlacesHome.Open(data).Index, connection, cancellationToken);
    }

    private static async Task<string?> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null) return null;
        if (!File.Exists(file)) throw new CannotException($"There is no file {file}.");
        if (new FileInfo(file).Length > MostBytes)
            throw new CannotException($"{file} has more than a megabyte: it is no list of places' names.");
        return await File.ReadAllTextAsync(file, cancellationToken);
    }

    private static void Print(PlaceNames names, bool asJson)
    {
        if (!asJson)
        {
            foreach (var name in names.Ours) Console.WriteLine($"ours: {name}");
            foreach (var name in names.Elsewhere) Console.WriteLine($"elsewhere: {name}");
            if (names.Ours.Count + names.Elsewhere.Count == 0) Console.WriteLine("No place is named.");
            return;
        }

        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            JsonLines.WriteStrings(json, "ours", names.Ours);
            JsonLines.WriteStrings(json, "elsewhere", names.Elsewhere);
            json.WriteEndObject();
        });
    }
}
