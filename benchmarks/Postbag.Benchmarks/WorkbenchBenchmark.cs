using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Postbag.Casework;
using Postbag.Casework.Workbench;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Serving;
using Postbag.Settings;

namespace Postbag.Benchmarks;

/// <summary>The workbench at a quarter of a million letters, through the whole program on a loopback port, signed in: its list, the next
/// letter, an act; one person and twelve at once. `workbench [--messages N] [--rounds N] [--postgres | --database CONNECTION]`.</summary>
/// <remarks>The times are the server's: from the first of its own code to the last byte handed to the connection. One person, and each of
/// twelve, works without a pause, which nobody does; twelve also with a second's thought at each page, half a second more or less, so
/// that they don't go in step.</remarks>
internal static partial class WorkbenchBenchmark
{
    private const string Password = "correct horse battery staple";

    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        var messages = Number(arguments, "--messages") ?? 250_000;
        var rounds = Number(arguments, "--rounds") ?? 300;
        var folder = Directory.CreateTempSubdirectory("postbag-bench-").FullName;
        await using var postgres = arguments.Contains("--postgres") ? await PostgresForBenchmarks.StartAsync() : null;
        var database = postgres?.ConnectionString ?? Option(arguments, "--database");
        try
        {
            var location = (await OfficeLocation.FindAsync(
                database is null ? Option(arguments, "--data") ?? Path.Combine(folder, "office") : null, database, null,
                CancellationToken.None)).Single();
            await using var office = await OpenOffice.OpenAsync(location, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
            if (!arguments.Contains("--filled")) await new WorkbenchOffice(office).FillAsync(messages, folder, CancellationToken.None);
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
        var times = new Times();
        var settings = PostbagSettings.Read(
            null, new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["Log:Level"] = "Error", ["Places"] = folder });
        await using var app = OfficeServer.Build(
            new CaseworkSide(), new OfficeRegistry([office]), settings, TimeProvider.System,
            services =>
            {
                services.AddSingleton<IStartupFilter>(times);
                // The copies aren't in the grouping's memory; and what is measured is what people wait for.
                foreach (var background in services.Where(IsBackground).ToList()) services.Remove(background);
            });
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var people = new List<Worker>();
        var piles = await LargePilesAsync(office);
        for (var i = 0; i < 12; i++) people.Add(await WorkerAsync(app, office, address, i, piles));
        await Task.WhenAll(people.Select(person => person.WorkAsync(5, TimeSpan.Zero)));
        Console.WriteLine("| who | page | requests | p50 | p99 | slowest |\n| --- | --- | ---: | ---: | ---: | ---: |");
        foreach (var (who, count, pause) in new[] { ("one", 1, 0), ("twelve, a second's thought", 12, 1000), ("twelve, no pause", 12, 0) })
        {
            times.Clear();
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(people.Take(count).Select(person => person.WorkAsync(rounds / count, TimeSpan.FromMilliseconds(pause))));
            times.Print(who, Stopwatch.GetElapsedTime(start));
        }

        foreach (var person in people) person.Dispose();
        await app.StopAsync();
    }

    internal static bool IsBackground(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && service is { IsKeyedService: false }
        && (service.ImplementationType?.Namespace ?? service.ImplementationFactory?.Method.DeclaringType?.Namespace)
            ?.StartsWith("Postbag", StringComparison.Ordinal) == true;

    /// <summary>The piles of letters in which twelve don't come to the end.</summary>
    private static async Task<IReadOnlyList<Pile>> LargePilesAsync(OpenOffice office)
    {
        await using var db = (CaseworkDb)office.OpenDb();
        var tally = await new PostQueries(db).TallyAsync(CancellationToken.None);
        Console.WriteLine(string.Join(", ", tally.Waiting.Select(pair => $"{pair.Key} {pair.Value:N0}")) + $", parked {tally.Parked:N0}, handled {tally.Handled:N0}");
        return [.. tally.Waiting.Where(pair => pair.Value > 3_000 && pair.Key != Pile.Campaigns).Select(pair => pair.Key)];
    }

    private static async Task<Worker> WorkerAsync(
        WebApplication app, OpenOffice office, Uri address, int number, IReadOnlyList<Pile> piles)
    {
        var email = $"{Guid.CreateVersion7():N}@example.org";
        using (var scope = app.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentOffice>().Office = office;
            var (member, _) = await scope.ServiceProvider.GetRequiredService<Staffing>().AddAsync(
                email, $"Worker {number + 1}", Role.Caseworker, Actor.Command, CancellationToken.None);
            member.PasswordHash = new PasswordHasher<StaffMember>().HashPassword(member, Password);
            await scope.ServiceProvider.GetRequiredService<OfficeDb>().SaveChangesAsync();
        }

        var worker = new Worker(address, number, piles);
        await worker.SignInAsync(email);
        return worker;
    }

    private static int? Number(string[] arguments, string name) =>
        Option(arguments, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;

    /// <summary>Someone who works through a pile: the list, a letter, an act that leads to the next, and now and then the whole post.</summary>
    private sealed partial class Worker(Uri address, int number, IReadOnlyList<Pile> piles) : IDisposable
    {
        private static readonly string[] Acts = ["answered", "done", "later-7", "case"];

        private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        private readonly Random thinking = new(number);
        private int done;

        public async Task SignInAsync(string email)
        {
            var page = await http.GetStringAsync("/sign-in");
            using var answer = await http.PostAsync("/sign-in", Form(page, ("Email", email), ("Password", Password)));
            if (answer.StatusCode != HttpStatusCode.Found) throw new InvalidOperationException($"Signing in was answered {answer.StatusCode}.");
        }

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
                using var answer = await http.PostAsync(PostLinks.Act, Form(
                    page, ("Open", letter.Split('/')[^1].Split('?')[0]), ("Seen", SeenField().Match(page).Groups["value"].Value), ("Pile", letter.Split("pile=")[^1].Split('&')[0]),
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
            return rows.Count == 0 ? null : WebUtility.HtmlDecode(rows[Math.Min(rows.Count - 1, number / piles.Count * 8)].Groups["value"].Value);
        }

        public void Dispose() => http.Dispose();

        private static FormUrlEncodedContent Form(string page, params (string Name, string Value)[] values) => new(
            values.Append(("__RequestVerificationToken", Token().Match(page).Groups["value"].Value))
                .Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));

        [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex Token();

        [GeneratedRegex("""name="Seen" value="(?<value>[0-9]+)""", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex SeenField();

        [GeneratedRegex("""class="pb-row__link" href="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex Row();
    }

    /// <summary>Takes the time of each request around everything the server does with it.</summary>
    private sealed class Times : IStartupFilter
    {
        private readonly ConcurrentDictionary<string, ConcurrentBag<double>> taken = new();

        public void Clear() => taken.Clear();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                var start = Stopwatch.GetTimestamp();
                await following(context);
                await context.Response.CompleteAsync();
                var path = context.Request.Path.Value!;
                var page = path == PostLinks.Act ? "an act" : path == PostLinks.Bench ? context.Request.QueryString.HasValue ? "a list" : "the post in groups"
                    : path.Contains("/inbox/", StringComparison.Ordinal) ? "the next letter" : "other";
                taken.GetOrAdd(page, _ => []).Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            });
            next(app);
        };

        public void Print(string who, TimeSpan altogether)
        {
            foreach (var (page, bag) in taken.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                var times = bag.Order().ToArray();
                Console.WriteLine(
                    $"| {who} | {page} | {times.Length} | {times[times.Length / 2]:N1} ms | {times[times.Length * 99 / 100]:N1} ms | {times[^1]:N1} ms |");
            }

            Console.WriteLine($"| {who} | together {altogether.TotalSeconds:N1} s, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} | | | | |");
        }
    }
}
