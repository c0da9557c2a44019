using System.CommandLine;
using System.Text;
using Postbag.Casework;
using Postbag.Casework.People.Moving;
using Postbag.Office;
using Postbag.Office.Audit;

namespace Postbag.Commands;

/// <summary>`postbag people`: takes people from a file, and writes everybody into one.</summary>
internal static class PeopleCommand
{
    public static Command Create() =>
        new("people", "The people an office knows") { PeopleReadCommand.Create(), CreateImport(), CreateExport(),
        PeopleRegisterCommand.Create(), PeoplePlacesCommand.Create() };

    private static Command CreateImport()
    {
        var file = new Argument<string>(
            "FILE") { Description = "A CSV file with a row of headings, or vCards (version 3 or 4)" };
        var map = new Option<string[]>("--map")
        {
            Description = "What a column holds, such as \"Given=GivenName\"; where it isn't said, the heading decides",
            HelpName = "COLUMN=FIELD", Arity = ArgumentArity.ZeroOrMore,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say how it would go, and change nothing" };
        var rejects = new Option<string?>(
            "--rejects") { Description = "Where the rows go that weren't taken, with why", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command(
            "import", "Take people from a file; running it again adds nobody") { file, map, dryRun, rejects, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var bytes = await ReadAsync(line.GetRequiredValue(file), cancellationToken);
            var (header, people) = Understand(bytes, line.GetValue(map) ?? []);
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: true, cancellationToken);
            var import = new ImportPeople(open.Engine, new AuditTrail(TimeProvider.System), TimeProvider.System);
            try
            {
                var isTrial = line.GetValue(dryRun);
                var count = isTrial ? await import.TryAsync(people, cancellationToken)
                    : await import.RunAsync(people, Actor.Command, null, cancellationToken);
                if (line.GetValue(rejects) is { } to)
                    await File.WriteAllTextAsync(to, ExportPeople.Rejects(header, count.Rejected), cancellationToken);
                Print(count, isTrial, line.GetValue(json));
                return count.Rejected.Count > 0 ? 1 : 0;
            }
            catch (Exception failure) when (open.Engine.Explain(failure) is { } sentence)
            {
                throw new CannotException($"{sentence} Who was taken stays; import again to go on.", failure);
            }
        });
        return command;
    }

    private static Command CreateExport()
    {
        var file = new Argument<string>("FILE") { Description = "Where to; - is standard output" };
        var format = new Option<string>("--format") { Description = "csv or vcard", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "vcard");
        var office = new OfficeOptions();
        var command = new Command("export", "Write everybody into a file") { file, format };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
            var path = line.GetRequiredValue(file);
            if (path != "-" && Directory.Exists(path)) throw new CannotException($"{path} is a folder: name a file.");
            await using var stream = path == "-" ? Console.OpenStandardOutput() : File.Create(path);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false));
            var count = await new ExportPeople(open.Engine, new AuditTrail(TimeProvider.System)).RunAsync(
                writer, line.GetValue(format) == "vcard", Actor.Command, cancellationToken);
            await writer.FlushAsync(cancellationToken);
            if (path != "-") Console.WriteLine(count == 1 ? "1 person" : $"{count:N0} people");
            return 0;
        });
        return command;
    }

    internal static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new CannotException($"There is no file {path}.");
        if (new FileInfo(path).Length > PeopleCsv.MostBytes)
            throw new CannotException(
                $"{path} has more than {PeopleCsv.MostBytes >> 20} MB: that is no list of people.");
        return await File.ReadAllBytesAsync(path, cancellationToken);
    }

    internal static (IReadOnlyList<string> Header, IReadOnlyList<ImportedPerson> People) Understand(
        byte[] bytes, string[] map)
    {
        if (VCards.AreIn(bytes)) return (["Name", "E-mail"], VCards.Read(bytes));
        var csv = PeopleCsv.Read(bytes);
        var columns = csv.Guess().ToList();
        foreach (var said in map)
        {
            var equals = said.LastIndexOf('=');
            var at = equals < 0 ? -1
                : csv.Header.ToList()
                .FindIndex(heading => heading.Equals(said[..equals].Trim(), StringComparison.OrdinalIgnoreCase));
            if (at < 0) throw new CannotException(
                $"--map {said}: the file has no such column. Its columns: {string.Join(", ", csv.Header)}.");
            if (!Enum.TryParse<PeopleColumn>(said[(equals + 1)..].Trim(), ignoreCase: true, out var column))
                throw new CannotException(
                    $"--map {said}: say one of {string.Join(", ", Enum.GetNames<PeopleColumn>())}.");
            columns[at] = column;
        }

        if (!columns.Exists(column => column is PeopleColumn.Name or PeopleColumn.GivenName or PeopleColumn.FamilyName))
            throw new CannotException($"No column is known to hold names. Say which with --map COLUMN=Name. The columns: {string.Join(", ", csv.Header)}.");
        return (csv.Header, csv.People(columns));
    }

    private static void Print(PeopleImportCount count, bool isTrial, bool asJson)
    {
        if (asJson)
        {
            using var output = new JsonLines();
            output.Write(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("dryRun", isTrial);
                json.WriteNumber("added", count.Added);
                json.WriteNumber("known", count.Known);
                json.WriteStartArray("rejected");
                foreach (var (person, why) in count.Rejected)
                {
                    json.WriteStartObject();
                    json.WriteNumber("row", person.Row);
                    json.WriteString("why", why);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }

        var would = isTrial ? " would be" : "";
        Console.WriteLine($"{count.Added:N0} people{would} added, {count.Known:N0} known already, {count.Rejected.Count:N0} not taken");
        foreach (var (person, why) in count.Rejected.Take(20)) Console.Error.WriteLine($"Row {person.Row}: {why}");
        if (count.Rejected.Count > 20)
            Console.Error.WriteLine($"and {count.Rejected.Count - 20:N0} more; --rejects FILE writes them all");
    }
}
