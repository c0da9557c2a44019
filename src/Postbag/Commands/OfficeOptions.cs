using System.CommandLine;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Party;

namespace Postbag.Commands;

/// <summary>The options by which every command finds its office: --data or --database, and --office.</summary>
internal sealed class OfficeOptions
{
    private readonly Option<string?> data = new("--data")
    {
        Description = "The office's folder, or a folder of offices' folders", HelpName = "DIR",
    };

    private readonly Option<string?> database = new("--database")
    {
        Description = "A PostgreSQL connection string, in place of --data", HelpName = "CONNECTION",
    };

    private readonly Option<string?> office = new("--office")
    {
        Description = "Which office, where there are several", HelpName = "NAME",
    };

    public static readonly IReadOnlyList<Side> Sides = [new CaseworkSide(), new PartySide()];

    public static Side SideOf(string key) => Sides.Single(side => side.Key == key);

    public void AddTo(Command command)
    {
        command.Options.Add(data);
        command.Options.Add(database);
        command.Options.Add(office);
    }

    public Task<IReadOnlyList<OfficeLocation>> FindAllAsync(ParseResult line, CancellationToken cancellationToken) =>
        OfficeLocation.FindAsync(
            DataFolder(line), DatabaseConnection(line), line.GetValue(office), cancellationToken);

    /// <summary>The data folder; null where the office is in PostgreSQL.</summary>
    public string? DataFolder(ParseResult line) =>
        line.GetValue(data) ?? (line.GetValue(database) is null ? Variable("POSTBAG_DATA") : null);

    /// <remarks>By the environment too, because a command line with a password can be read by everyone on the
    /// machine.</remarks>
    private string? DatabaseConnection(ParseResult line) =>
        line.GetValue(database) ?? (line.GetValue(data) is null ? Variable("POSTBAG_DATABASE") : null);

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The one office that is meant.</summary>
    public async Task<OfficeLocation> FindOneAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var found = await FindAllAsync(line, cancellationToken);
        return found is [var only]
            ? only
            : throw new CannotException(
                "There are several offices there; choose one with --office: "
                + string.Join(", ", found.Select(location => location.Name)) + ".");
    }

    /// <summary>Opens the one office that is meant, on a side.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="side">The side the command is for; null for whichever the office is of.</param>
    /// <param name="make">Whether to make an office where there is none yet; else that is refused.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public async Task<OpenOffice> OpenAsync(
        ParseResult line, Side? side, bool make, CancellationToken cancellationToken)
    {
        var location = await FindOneAsync(line, cancellationToken);
        if (location.SideKey is null && !make)
            throw new CannotException(
                $"There is no office at {location}. Import mail, add staff or serve to make one.");
        return await OpenOffice.OpenAsync(
            location, side ?? SideOf(location.SideKey ?? "casework"), TimeProvider.System, cancellationToken);
    }
}
