using System.Diagnostics;
using System.Globalization;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Search;
using Postbag.Demo;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Benchmarks;

/// <summary>Import, search and the inbox's first page: `inbox [--messages N] [--database CONNECTION] [MAILBOX…]`;
/// with `--data DIR` only search and the first page, on an office that is there; with `--peers`, at the end of the
/// line, notmuch and mu index the same mail in the same run, instead of searching.</summary>
/// <remarks>Without a mailbox it makes one of the demo office's letters, as often as it takes. Each figure is printed
/// with its median and slowest of a hundred.</remarks>
internal static class InboxBenchmark
{
    private const int Rounds = 100;

    private static readonly string[] Queries =
    [
        "housing", "hous*", "damp council", "\"the council\"", "the", "the -council", "zzzunheardof",
        "pip OR \"universal credit\"",
        // Those of ../shared/peers, for its corpus.
        "quixozyme", "government", "\"municipal swimming baths\"", "from:kowalski", "housing rent", "insul*",
        "has:attachment housing", "housing since:2026", "is:unread government",
    ];

    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        var messages = int.Parse(CommandLine.Option(arguments, "--messages") ?? "250000", CultureInfo.InvariantCulture);
        var database = CommandLine.Option(arguments, "--database");
        var folder = Directory.CreateTempSubdirectory("postbag-bench-").FullName;
        try
        {
            if (CommandLine.Option(arguments, "--data") is { } there)
            {
                await using var filled = await OpenAsync(there, null);
                await SearchAsync(filled);
                await FirstPageAsync(filled);
                return 0;
            }

            var paths = arguments.Where((word, i) => !word.StartsWith("--", StringComparison.Ordinal)
                && (i == 0 || !arguments[i - 1].StartsWith("--", StringComparison.Ordinal))).ToArray();
            if (paths.Length == 0) paths = [MakeMailbox(folder, messages)];
            await using var office =
                await OpenAsync(database is null ? Path.Combine(folder, "office") : null, database);
            await ImportAsync(office, paths);
            if (arguments.Contains("--peers"))
            {
                await ImportPeers.RunAsync(paths, folder);
                Console.WriteLine($"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
                return 0;
            }

            await SearchAsync(office);
            await FirstPageAsync(office);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task<OpenOffice> OpenAsync(string? data, string? database)
    {
        var location = (await OfficeLocation.FindAsync(data, database, null, CancellationToken.None)).Single();
        return await OpenOffice.OpenAsync(location, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
    }

    private static string MakeMailbox(string folder, int messages)
    {
        var path = Path.Combine(folder, "letters.mbox");
        using var one = new MemoryStream();
        var inOneCopy = DemoMailbox.WriteMbox(one);
        using var file = File.Create(path);
        var made = DemoMailbox.WriteMbox(file, new DemoOptions { Copies = (messages + inOneCopy - 1) / inOneCopy });
        Console.WriteLine($"{made:N0} letters, {file.Length:N0} bytes made");
        return path;
    }

    private static async Task ImportAsync(OpenOffice office, string[] paths)
    {
        for (var turn = 0; turn < 2; turn++)
        {
            var count = new ImportCount();
            var processor = Environment.CpuUsage.TotalTime;
            await new ImportMail(office.Engine, TimeProvider.System).RunAsync(paths, count, CancellationToken.None);
            processor = Environment.CpuUsage.TotalTime - processor;
            var bytes = paths.Sum(path => new FileInfo(path).Length);
            Console.WriteLine(
                $"import, {(turn == 0 ? "new" : "again")}: {count.Messages:N0} messages ({count.Stored:N0} stored) in {count.Seconds:N1} s: "
                + $"{count.Messages / count.Seconds:N0} messages/s, {bytes / count.Seconds / 1e6:N1} MB/s of file; "
                + $"{processor.TotalSeconds:N1} s of processor; peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
        }

        if (office.Engine is SqliteEngine sqlite)
            Console.WriteLine($"database: {new FileInfo(sqlite.File).Length / 1e6:N1} MB");
    }

    private static async Task SearchAsync(OpenOffice office)
    {
        var memory = new SearchMemory();
        foreach (var query in Queries)
        {
            long total = 0;
            async Task FindAsync(SearchRequest request, SearchMemory known) =>
                total = (await new FindMessages(office.Engine, known).RunAsync(request, CancellationToken.None)).Total;

            var newest = new SearchRequest(query) { WithSnippets = false };
            var first = await TimeAsync(() => FindAsync(newest, new SearchMemory()));
            var again = await TimeAsync(() => FindAsync(newest, memory));
            var best = await TimeAsync(() => FindAsync(newest with { Sort = SearchSort.Best }, new SearchMemory()));
            var page = await TimeAsync(() => FindAsync(new SearchRequest(query) { Limit = 25 }, memory));
            Console.WriteLine(
                $"search {query}: {total:N0} found; newest 50 with exact count: {first}; asked again: {again}; best 50: {best}; "
                + $"25 with snippets, asked again: {page}");
        }
    }

    private static async Task FirstPageAsync(OpenOffice office)
    {
        var times = await TimeAsync(async () =>
        {
            await using var db = (CaseworkDb)office.OpenDb();
            var queries = new InboxQueries(db);
            await queries.PageAsync(false, null, null, CancellationToken.None);
            await queries.TallyAsync(CancellationToken.None);
        });
        Console.WriteLine($"first inbox page, its queries: {times}");
    }

    private static async Task<string> TimeAsync(Func<Task> work)
    {
        for (var i = 0; i < 5; i++) await work();
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return $"median {times[Rounds / 2]:N2} ms, slowest {times[^1]:N2} ms";
    }
}
