using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Postbag.Casework.Inbox.Lmtp;
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
        var lmtp = new Option<string?>("--lmtp")
        {
            Description = "Where a mail server may deliver: 127.0.0.1:2424 or unix:/run/postbag/lmtp",
            HelpName = "ADDRESS",
        };
        var maildir = new Option<string?>("--maildir")
        {
            Description = "A Maildir that another program fetches mail into; watched, and left as it is",
            HelpName = "DIR",
        };
        var office = new OfficeOptions();
        var command = new Command("serve", "Serve one side of one or many offices") { side, urls, lmtp, maildir };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var locations = await office.FindAllAsync(line, cancellationToken);
            var settings = PostbagSettings.Read(
                office.DataFolder(line), new Dictionary<string, string?>
                {
                    ["Urls"] = line.GetValue(urls), ["Lmtp:Listen"] = line.GetValue(lmtp),
                    ["Maildir"] = line.GetValue(maildir),
                });
            return await RunAsync(
                OfficeOptions.SideOf(line.GetRequiredValue(side)), locations, settings, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Side side, IReadOnlyList<OfficeLocation> locations, PostbagSettings settings,
        CancellationToken cancellationToken)
    {
        var ours = locations.Count == 1 ? locations : [.. locations.Where(found => found.SideKey == side.Key)];
        if (ours.Count == 0) throw new CannotException($"None of the offices there is a {side.Key} office.");
        var open = new List<OpenOffice>();
        await using var offices = new OfficeRegistry(open);
        foreach (var location in ours)
            open.Add(await OpenOffice.OpenAsync(location, side, TimeProvider.System, cancellationToken));
        if (offices.WhyNotReachable() is { } reason) throw new CannotException(reason);
        await using var app = OfficeServer.Build(side, offices, settings, TimeProvider.System);
        try
        {
            await app.StartAsync(cancellationToken);
            // Scripts read it here, above all the port if 0 was asked for.
            if (app.Services.GetService<LmtpListener>() is { } listener)
                Console.WriteLine($"LMTP listens at {listener.Address}");
            await app.WaitForShutdownAsync(cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new CannotException(
                $"Something else listens at {settings.Urls} already. Choose another address with --urls.", failure);
        }

        return 0;
    }
}
