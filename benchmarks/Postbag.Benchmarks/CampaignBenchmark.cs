using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Postbag.Casework;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Inbox;
using Postbag.Office;

namespace Postbag.Benchmarks;

/// <summary>A campaign of thousands as its page shows it, through the whole program: `campaign [--letters N]
/// [--postgres]`. One letter in eight holds a story of its writer's own. Measured are the pages, what people do with a
/// letter, and the work behind when as many again as a quarter have come, so that every story is cut out
/// anew.</summary>
internal static partial class CampaignBenchmark
{
    private const int Rounds = 300;

    private const string Body =
        """
        I am writing as your constituent to ask you to support the Quiet Lanes Bill when it comes back to the House in the autumn.
        Our lanes were laid out for carts. Today lorries of forty tonnes take them to save eleven minutes, and children who used to
        walk to school are driven instead, which puts more cars on the same lanes.

        The Bill would let a parish ask for a weight limit and have an answer within ninety days. It costs the Treasury nothing. The
        hauliers' own association has said that it can live with it, so long as farms and deliveries are exempt, as clause four says.

        Please vote for the Bill at second reading, and press the minister to bring clause four into force within the year. I look
        forward to hearing how you will vote.
        """;

    private static readonly string[] Words =
        ("mother lane bus hospital kitchen winter roof council letter brother stairs work shift money school teacher river gate night "
        + "doctor window dog harvest lorry wall mirror pavement ambulance tractor heating phone neighbour crossing bridge").Split(' ');

    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        var letters = int.Parse(CommandLine.Option(arguments, "--letters") ?? "5000", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("postbag-bench-").FullName;
        await using var postgres = arguments.Contains("--postgres") ? await PostgresForBenchmarks.StartAsync() : null;
        try
        {
            var location = (await OfficeLocation.FindAsync(
                postgres is null ? Path.Combine(folder, "office")
                    : null, postgres?.ConnectionString, null, CancellationToken.None)).Single();
            await using var office =
                await OpenOffice.OpenAsync(location, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
            await ReceiveAsync(office, folder, 0, letters);
            await MeasureAsync(office, folder);
            await ReceiveAsync(office, folder, letters, letters * 3 / 10);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task ReceiveAsync(OpenOffice office, string folder, int from, int count)
    {
        var path = Path.Combine(folder, $"letters-{from}.mbox");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Range(from, count).Select(Letter)));
        await new ImportMail(office.Engine, TimeProvider.System)
            .RunAsync([path], new ImportCount(), CancellationToken.None);
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await LetterRoad.FollowAsync(office.Engine, null, TimeProvider.System, CancellationToken.None);
        Console.WriteLine(
            $"{count:N0} letters, every step: {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s, "
            + $"{(Environment.CpuUsage.TotalTime - processor).TotalSeconds:N1} s of processor, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
    }

    private static async Task MeasureAsync(OpenOffice office, string folder)
    {
        await using var served = await ServedOffice.StartAsync(office, folder, request =>
            request.Method == "POST" ? "an act" : request.Path.Value!.EndsWith("/campaigns", StringComparison.Ordinal)
                ? "the list of campaigns"
                : request.Path.Value.Contains("/campaigns/", StringComparison.Ordinal)
                ? "the campaign " + request.QueryString.Value : "other");
        using var person = await served.SignInAsync("Somebody who reads");
        var address = Largest().Match(await person.GetStringAsync(CampaignLinks.Campaigns)).Groups["value"].Value;
        await WorkAsync(person, address, 10);
        served.Times.Clear();
        Console.WriteLine("| who | page | requests | p50 | p99 | slowest |\n| --- | --- | ---: | ---: | ---: | ---: |");
        var processor = Environment.CpuUsage.TotalTime;
        await WorkAsync(person, address, Rounds);
        served.Times.Print("one");
        Console.WriteLine($"{(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Rounds / 6:N1} ms of processor a request, client included");
    }

    private static async Task WorkAsync(HttpClient person, string address, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            await person.GetStringAsync(CampaignLinks.Campaigns);
            await person.GetStringAsync(address + "?page=3");
            await person.GetStringAsync(address + "?show=copies");
            await person.GetStringAsync(address + "?show=accepted");
            var page = await person.GetStringAsync(address);
            var letter = Message().Match(page).Groups["value"].Value;
            if (letter.Length == 0)
                throw new InvalidOperationException("Nothing is left to read: it takes more letters.");
            var act = $"{address}/act?handler={(i % 5 == 0 ? "Case" : "Accept")}";
            using var answer = await person.PostAsync(act, ServedOffice.Form(page, ("message", letter)));
            if ((int)answer.StatusCode != 302)
                throw new InvalidOperationException($"An act was answered {answer.StatusCode}.");
        }
    }

    private static string Letter(int number)
    {
        var name = $"{(char)('A' + (number % 26))}{Words[number / 26 % Words.Length]} {char.ToUpperInvariant(Words[number / 7 % Words.Length][0])}{Words[number / 7 % Words.Length][1..]}";
        var story = number % 8 == 3 ? Story(number) + "\n\n" : "";
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From person{number}@example.org Mon Nov  2 09:00:00 2026\n")
            .Append(CultureInfo.InvariantCulture,
                $"From: {name} <person{number}@example.org>\nTo: office@example.com\nSubject: The Quiet Lanes Bill\n")
            .Append(CultureInfo.InvariantCulture, $"Message-ID: <lane-{number}@example.org>\nDate: {new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero).AddSeconds(number * 20):R}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Dear Ms Prys,\n\n{Body.Replace("\n\nThe Bill would", $"\n\n{story}The Bill would", StringComparison.Ordinal)}\n\nYours sincerely,\n\n{name}\n\n\n")
            .ToString();
    }

    /// <summary>Twenty to eighty words that nobody else puts together like that.</summary>
    private static string Story(int number)
    {
        var random = new Random(number);
        var words = Enumerable.Range(0, random.Next(20, 80)).Select(_ => Words[random.Next(Words.Length)]);
        return $"My {string.Join(' ', words)} and nobody has answered.";
    }

    [GeneratedRegex("""href="(?<value>/casework/campaigns/[0-9a-f-]{32,36})""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Largest();

    [GeneratedRegex("""name="message" value="(?<value>[0-9]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Message();
}
