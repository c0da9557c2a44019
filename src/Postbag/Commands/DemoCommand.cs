using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Postbag.Casework.Inbox;
using Postbag.Demo;
using Postbag.Office;

namespace Postbag.Commands;

/// <summary>`postbag demo`: an invented office to look at, both sides on this machine only.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var mailbox = new Argument<string?>("PATH")
        {
            Description = "Your own mailbox, to see in place of the invented letters", Arity = ArgumentArity.ZeroOrOne,
        };
        var data = new Option<string>("--data")
        {
            Description = "Where the demo is kept", HelpName = "DIR", DefaultValueFactory = _ => "demo",
        };
        var port = new Option<int>("--port")
        {
            Description = "The casework side's port; the party side has the next free one", DefaultValueFactory = _ =>
                8080,
        };
        var buildOnly = new Option<bool>("--build-only") { Description = "Build the demo's offices and stop" };
        var command = new Command("demo", "Open a demo office on this machine") { mailbox, data, port, buildOnly };
        command.SetAction((line, cancellationToken) => RunAsync(
            line.GetValue(mailbox), line.GetRequiredValue(data), line.GetValue(port), line.GetValue(buildOnly),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string? mailbox, string data, int port, bool buildOnly, CancellationToken cancellationToken)
    {
        if (mailbox is not null && ImportMail.WhyNot([mailbox]) is [var reason, ..]) throw new CannotException(reason);
        // Invented letters and somebody's own never lie in one office.
        var casework = Path.Combine(data, mailbox is null ? "casework" : "casework-with-your-mail");
        var party = Path.Combine(data, "party");
        var count = new ImportCount();
        var building = DemoOffice.BuildCaseworkAsync(casework, mailbox, count, cancellationToken);
        await ImportProgress.ShowAsync(building, count);
        await DemoOffice.BuildPartyAsync(party, cancellationToken);
        return buildOnly ? 0 : await ServeAsync(casework, party, port, cancellationToken);
    }

    private static async Task<int> ServeAsync(
        string casework, string party, int port, CancellationToken cancellationToken)
    {
        var caseworkUrl = $"http://127.0.0.1:{FreePort(port)}";
        var partyUrl = $"http://127.0.0.1:{FreePort(new Uri(caseworkUrl).Port + 1)}";
        using var one = Start("casework", casework, caseworkUrl);
        using var other = Start("party", party, partyUrl);
        Print(caseworkUrl, partyUrl);
        try
        {
            await Task.WhenAny(one.WaitForExitAsync(cancellationToken), other.WaitForExitAsync(cancellationToken));
        }
        finally
        {
            foreach (var process in new[] { one, other })
                if (!process.HasExited)
                    process.Kill();
        }

        return 0;
    }

    /// <remarks>Two processes, because that is what the wall is: nothing of one side is in the other's.</remarks>
    private static Process Start(string side, string folder, string url)
    {
        string[] arguments = ["serve", side, "--data", folder, "--urls", url];
        // Run as `dotnet postbag.dll`, the process is dotnet and wants the program's name first.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            arguments = [typeof(DemoCommand).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments);
        start.Environment["POSTBAG_LOG__LEVEL"] = "Warning";
        return Process.Start(start)!;
    }

    private static void Print(string casework, string party)
    {
        var caseworker = DemoStaff.Caseworkers[0];
        var manager = DemoStaff.All.First(person => person.Role == "office manager");
        Console.WriteLine(
            $"""

            {DemoStaff.OfficeName}, an invented office. Everybody's password: {DemoOffice.Password}

              Casework    {casework}
                {caseworker.Email,-42} {caseworker.Name}, caseworker
                {manager.Email,-42} {manager.Name}, office manager; sets up a second factor first

              Party side  {party}    another process, another database, other people
                {DemoStaff.Party[1].Email,-42} {DemoStaff.Party[1].Name}, volunteer

            Everything and everyone here is invented. Stop with Ctrl+C.
            """);
    }

    /// <summary>The port wished for, or the next that is free.</summary>
    private static int FreePort(int wished)
    {
        for (var port = wished; port < wished + 100; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: the next one
            }
        }

        throw new CannotException($"No port from {wished} to {wished + 99} is free. Choose another with --port.");
    }
}
