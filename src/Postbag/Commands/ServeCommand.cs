using System.CommandLine;
using Postbag.Office;
using Postbag.Serving;
using Postbag.Settings;

namespace Postbag.Commands;

/// <summary>`postbag serve casework|party`: the web server of one side.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var side = new Argument<string>("side") { Description = "casework or party" };
        side.AcceptOnlyFromAmong("casework", "party");
        var urls = new Option<string?>("--urls")
        {
            Description = "Where to listen (http://127.0.0.1:8080 unless set)", HelpName = "URL",
        };
        var office = new OfficeOptions();
        var command = new Command("serve", "Serve one side of one or many offices") { side, urls };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var locations = await office.FindAllAsync(line, cancellationToken);
            var settings = PostbagSettings.Read(
                office.DataFolder(line), new Dictionary<string, string?> { ["Urls"] = line.GetValue(urls) });
            return await RunAsync(
                OfficeOptions.SideOf(line.GetRequiredValue(side)), locations, settings, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Side side, IReadOnlyList<OfficeLocation> locations, PostbagSettings settings, CancellationToken cancellationToken)
    {
        var open = new List<OpenOffice>();
        foreach (var location in locations.Where(found => locations.Count == 1 || found.SideKey == side.Key))
            open.Add(await OpenOffice.OpenAsync(location, side, TimeProvider.System, cancellationToken));
        await using var offices = new OfficeRegistry(open);
        await using var app = OfficeServer.Build(side, offices, settings, TimeProvider.System);
        await app.RunAsync(cancellationToken);
        return 0;
    }
}
