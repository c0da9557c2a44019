using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Lmtp;
using Postbag.Casework.Inbox.Search;
using Postbag.Office;
using Postbag.Serving;
using Postbag.Settings;
using Postbag.Storage;

namespace Postbag.Benchmarks;

/// <summary>How the figures go as an office grows: `growth MORE.bin MORE.idx MAILBOX…`, each mailbox into an office of
/// its own, the smallest first; MORE is a pack of other messages, delivered by LMTP afterwards. Prints a table and
/// draws growth.svg here.</summary>
internal static class GrowthBenchmark
{
    private const int Rounds = 50;

    private static readonly string[] Queries = ["government", "housing rent", "insul*", "from:kowalski"];

    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var pack, var index, .. { Length: > 0 } mailboxes])
        {
            Console.Error.WriteLine("growth MORE.bin MORE.idx MAILBOX…");
            return 2;
        }

        var more = MailPack.Open(pack, index).Messages.Select(LmtpBenchmark.OnTheWire).ToList();
        var sizes = new List<GrownTo>();
        Console.WriteLine("| messages | until searchable | every step | LMTP, 16 connections | the whole road | search | search page | index |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var mailbox in mailboxes)
        {
            sizes.Add(await MeasureAsync(mailbox, more));
            Console.WriteLine(sizes[^1]);
            await File.WriteAllTextAsync("growth.svg", GrowthPlot.Draw(sizes));
        }

        return 0;
    }

    private static async Task<GrownTo> MeasureAsync(string mailbox, List<byte[]> more)
    {
        var folder = Directory.CreateTempSubdirectory("postbag-bench-").FullName;
        try
        {
            var location = (await OfficeLocation.FindAsync(
                Path.Combine(folder, "office"), null, null, CancellationToken.None)).Single();
            await using var office =
                await OpenOffice.OpenAsync(location, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
            var start = Stopwatch.GetTimestamp();
            var count = new ImportCount();
            await new ImportMail(office.Engine, TimeProvider.System).RunAsync([mailbox], count, CancellationToken.None);
            var searchable = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Say($"{count.Stored:N0} searchable after {searchable:N1} s");
            await LetterRoad.FollowAsync(office.Engine, null, TimeProvider.System, CancellationToken.None);
            var whole = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Say($"with every step after {whole:N1} s");
            var index = await IndexAsync(office.Engine);
            var search = await SearchAsync(office.Engine);
            var page = await PageAsync(office);
            Say($"found in {search:N2} ms, on a page in {page:N1} ms");
            var (lmtp, road) = await DeliverAsync(office, more);
            return new GrownTo(
                count.Stored, count.Stored / searchable, count.Stored / whole, lmtp, road, search, page,
                (double)index / new FileInfo(mailbox).Length);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    /// <summary>Where it is, beside the table: a large office takes an hour.</summary>
    private static void Say(string what)
    {
        using var process = Process.GetCurrentProcess();
        Console.Error.WriteLine(
            $"{what}; {process.TotalProcessorTime.TotalSeconds:N0} s of processor and a peak of {process.PeakWorkingSet64 >> 20:N0} MB so far");
    }

    private static async Task<long> IndexAsync(Engine engine)
    {
        await using var connection = await engine.OpenReaderAsync(CancellationToken.None);
        return await connection.NumberAsync(
            "SELECT sum(length(block)) FROM message_words_data", CancellationToken.None) ?? 0;
    }

    private static async Task<double> SearchAsync(Engine engine)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds * Queries.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await new FindMessages(engine, new SearchMemory()).RunAsync(
                new SearchRequest(Queries[i % Queries.Length]) { WithSnippets = false }, CancellationToken.None);
            if (i >= Queries.Length) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(times);
    }

    private static async Task<double> PageAsync(OpenOffice office)
    {
        await using var served = await ServedOffice.StartAsync(office, null, _ => "the search page");
        using var person = await served.SignInAsync("Somebody who searches");
        for (var i = 0; i < Rounds * Queries.Length; i++)
        {
            // Spaces make another search of it to the memory: so each page is a first one.
            await person.GetStringAsync(
                MessageLinks.Find(Queries[i % Queries.Length] + new string(' ', 1 + (i / Queries.Length))));
            if (i == Queries.Length) served.Times.Clear();
        }

        return Median(served.Times.Sorted().Single().Times);
    }

    private static async Task<(double Lmtp, double Road)> DeliverAsync(OpenOffice office, List<byte[]> more)
    {
        var settings = PostbagSettings.Read(null, new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0", ["Log:Level"] = "Error", ["Lmtp:Listen"] = "127.0.0.1:0",
        });
        await using var app =
            OfficeServer.Build(new CaseworkSide(), new OfficeRegistry([office]), settings, TimeProvider.System);
        await app.StartAsync();
        var address = (IPEndPoint)app.Services.GetRequiredService<LmtpListener>().Address.EndPoint;
        var start = Stopwatch.GetTimestamp();
        await LmtpBenchmark.DeliverAsync(address, more, 16, Environment.ProcessId);
        var lmtp = more.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        while (!await RoadBenchmark.IsAllListedAsync(office.Engine)) await Task.Delay(50);
        var road = more.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await app.StopAsync();
        return (lmtp, road);
    }

    private static double Median(IEnumerable<double> times) =>
        times.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}

/// <summary>What an office of a size did.</summary>
/// <param name="Messages">How many it holds.</param>
/// <param name="Searchable">Imported until they could be searched, a second.</param>
/// <param name="EveryStep">Imported until every step was done, a second.</param>
/// <param name="Lmtp">Answered 250 by LMTP, a second.</param>
/// <param name="Road">Delivered by LMTP until listed on the workbench, a second.</param>
/// <param name="Search">Milliseconds of a search with its exact count, the median of some.</param>
/// <param name="Page">Milliseconds of the server's for a search page, likewise.</param>
/// <param name="Index">The words' index, as a share of the mail.</param>
internal sealed record GrownTo(
    long Messages, double Searchable, double EveryStep, double Lmtp, double Road, double Search, double Page,
    double Index)
{
    public override string ToString() =>
        $"| {Messages:N0} | {Searchable:N0}/s | {EveryStep:N0}/s | {Lmtp:N0}/s | {Road:N0}/s | {Search:N2} ms | {Page:N1} ms | {Index:P1} |";
}
