using System.CommandLine;
using Postbag.Office;
using Postbag.Serving;

namespace Postbag.Commands;

/// <summary>`postbag serve casework|party`: the web server of one side.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var side = new Argument<string>("side") { Description = "casework or party" };
        side.AcceptOnlyFromAmong("casework", "party");
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        var office = new OfficeOptions();
        var command = new Command("serve", "Serve one side of one or many offices") { side, urls };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var locations = await office.FindAllAsync(line, cancellationToken);
            return await RunAsync(
                OfficeOptions.SideOf(line.GetRequiredValue(side)), locations, line.GetRequiredValue(urls),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Side side, IReadOnlyList<OfficeLocation> locations, string urls, CancellationToken cancellationToken)
    {
        var open = new List<OpenOffice>();
        foreach (var location in locations.Where(found => locations.Count == 1 || found.SideKey == side.Key))
            open.Add(await OpenOffice.OpenAsync(location, side, TimeProvider.System, cancellationToken));
        await using var offices = new OfficeRegistry(open);
        await using var app = OfficeServer.Build(side, offices, urls, TimeProvider.System);
        await app.RunAsync(cancellationToken);
        return 0;
    }
}
