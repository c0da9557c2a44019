using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Postbag.Casework;
using Postbag.Casework.Workbench;
using Postbag.Office;

namespace Postbag.Benchmarks;

/// <summary>The workbench at a quarter of a million letters, through the whole program on a loopback port, signed in:
/// its list, the next letter, an act; one person and twelve at once. `workbench [--messages N] [--rounds N] [--postgres
/// | --database CONNECTION]`.</summary>
/// <remarks>The times are the server's: from the first of its own code to the last byte handed to the connection. One
/// person, and each of twelve, works without a pause, which nobody does; twelve also with a second's thought at each
/// page, half a second more or less, so that they don't go in step.</remarks>
internal static partial class WorkbenchBenchmark
{
    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        var messages = Number(arguments, "--messages") ?? 250_000;
        var rounds = Number(arguments, "--rounds") ?? 300;
        var folder = Directory.CreateTempSubdirectory("postbag-bench-").FullName;
        await using var postgres = arguments.Contains("--postgres") ? await PostgresForBenchmarks.StartAsync() : null;
        var database = postgres?.ConnectionString ?? CommandLine.Option(arguments, "--database");
        try
        {
            var location = (await OfficeLocation.FindAsync(
                database is null ? CommandLine.Option(arguments, "--data") ?? Path.Combine(folder, "office")
                    : null, database, null,
                CancellationToken.None)).Single();
            await using var office =
                await OpenOffice.OpenAsync(location, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
            if (!arguments.Contains("--filled"))
                await new WorkbenchOffice(office).FillAsync(messages, folder, CancellationToken.None);
            await MeasureAsync(office, rounds, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task MeasureAsync(OpenOffice office, int rounds, string folder)
    {
        // The copies aren't in the grouping's memory.
        await using var served = await ServedOffice.StartAsync(office, folder, KindOf);
        var people = new List<Worker>();
        var piles = await LargePilesAsync(office);
        for (var i = 0; i < 12; i++) people.Add(new Worker(await served.SignInAsync($"Worker {i + 1}"), i, piles));
        await Task.WhenAll(people.Select(person => person.WorkAsync(5, TimeSpan.Zero)));
        Console.WriteLine("| who | page | requests | p50 | p99 | slowest |\n| --- | --- | ---: | ---: | ---: | ---: |");
        foreach (var (who, count, pause) in new[] { ("one", 1, 0), ("twelve, a second's thought", 12, 1000),
            ("twelve, no pause", 12, 0) })
        {
            served.Times.Clear();
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(people.Take(count)
                .Select(person => person.WorkAsync(rounds / count, TimeSpan.FromMilliseconds(pause))));
            served.Times.Print(who);
            Console.WriteLine($"| {who} | together {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} | | | | |");
        }

        foreach (var person in people) person.Dispose();
    }

    private static string KindOf(HttpRequest request) => request.Path.Value switch
    {
        PostLinks.Act => "an act",
        PostLinks.Bench => request.QueryString.HasValue ? "a list" : "the post in groups",
        { } path when path.Contains("/inbox/", StringComparison.Ordinal) => "the next letter",
        _ => "other",
    };

    /// <summary>The piles of letters in which twelve don't come to the end.</summary>
    private static async Task<IReadOnlyList<Pile>> LargePilesAsync(OpenOffice office)
    {
        await using var db = (CaseworkDb)office.OpenDb();
        var tally = await new PostQueries(db).TallyAsync(CancellationToken.None);
        Console.WriteLine(string.Join(", ", tally.Waiting.Select(pair => $"{pair.Key} {pair.Value:N0}"))
            + $", parked {tally.Parked:N0}, handled {tally.Handled:N0}");
        return [.. tally.Waiting.Where(pair => pair.Value > 3_000 && pair.Key != Pile.Campaigns)
            .Select(pair => pair.Key)];
    }

    private static int? Number(string[] arguments, string name) =>
        CommandLine.Option(arguments, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Someone who works through a pile: the list, a letter, an act that leads to the next, and now and then
    /// the whole post.</summary>
    private sealed partial class Worker(HttpClient http, int number, IReadOnlyList<Pile> piles) : IDisposable
    {
        private static readonly string[] Acts = ["answered", "done", "later-7", "case"];

        private readonly Random thinking = new(number);
        private int done;

        public async Task WorkAsync(int letters, TimeSpan thought)
        {
            string? letter = null;
            await Task.Delay(thought * (number / 12.0));
            for (var i = 0; i < letters; i++)
            {
                if (i % 5 == 0) await http.GetStringAsync(PostLinks.Bench);
                if (letter?.Contains("/inbox/", StringComparison.Ordinal) != true) letter = await BeginAsync();
                if (letter is null) throw new InvalidOperationException("A pile is empty: it takes more messages.");
                await Task.Delay(thought * (0.5 + thinking.NextDouble()));
                var page = await http.GetStringAsync(letter);
                await Task.Delay(thought * (0.5 + thinking.NextDouble()));
                using var answer = await http.PostAsync(PostLinks.Act, ServedOffice.Form(
                    page, ("Open", letter.Split('/')[^1].Split('?')[0]),
                    ("Seen", SeenField().Match(page).Groups["value"].Value),
                    ("Pile", letter.Split("pile=")[^1].Split('&')[0]),
                    ("Act", Acts[done++ % Acts.Length])));
                letter = answer.Headers.Location?.OriginalString
                    ?? throw new InvalidOperationException($"An act was answered {answer.StatusCode}.");
            }
        }

        /// <summary>Each begins elsewhere, so that they don't take letters from each other.</summary>
        private async Task<string?> BeginAsync()
        {
            var list = PostLinks.List(new PostFilter(PostView.Waiting, piles[number % piles.Count]));
            var page = await http.GetStringAsync(list);
            var rows = Row().Matches(page);
            return rows.Count == 0 ? null
                : WebUtility.HtmlDecode(rows[Math.Min(rows.Count - 1, number / piles.Count * 8)].Groups["value"].Value);
        }

        public void Dispose() => http.Dispose();

        [GeneratedRegex("""name="Seen" value="(?<value>[0-9]+)""", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex SeenField();

        [GeneratedRegex("""class="pb-row__link" href="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex Row();
    }
}
