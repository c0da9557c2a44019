using System.Data.Common;
using System.Diagnostics;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Search;
using Postbag.Office;

namespace Postbag.Benchmarks;

/// <summary>Searches on a large office: `search --data DIR [MAILBOX…]`; the mailboxes are imported if nothing is there.
/// In one run, each a hundred times: bare FTS5 on the same file (the newest 50 and the count; then with their heads),
/// the search with nothing remembered, the search asked again, and the search page through the whole program.</summary>
/// <remarks>Bare FTS5 is asked through the same provider, on a connection that is kept. The page's time is the
/// server's, from the first of its own code to the last byte handed to the connection. Printed: median and p99 by the
/// clock, and the mean of processor time, in ms.</remarks>
internal static class SearchBenchmark
{
    private const int Rounds = 100;

    /// <summary>What a person types, and what FTS5 is asked for the same; null where it can't be asked for
    /// it.</summary>
    private static readonly (string Query, string? Bare)[] Queries =
    [
        ("quixozyme", "quixozyme"), ("government", "government"), ("the", "the"),
        ("\"municipal swimming baths\"", "\"municipal swimming baths\""), ("from:kowalski", "{sender} : kowalski"),
        ("housing rent", "housing AND rent"), ("insul*", "insul*"), ("has:attachment housing", null),
        ("housing since:2026", null), ("is:unread government", null), ("is:read government", null), ("is:unread", null),
    ];

    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        var at = Array.IndexOf(arguments, "--data");
        if (at < 0 || at + 1 >= arguments.Length) throw new InvalidOperationException("Say --data DIR.");
        var location = (await OfficeLocation.FindAsync(arguments[at + 1], null, null, CancellationToken.None)).Single();
        await using var office =
            await OpenOffice.OpenAsync(location, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
        var paths = arguments.Where((_, i) => i != at && i != at + 1).ToArray();
        if (paths.Length > 0)
        {
            var count = new ImportCount();
            await new ImportMail(office.Engine, TimeProvider.System).RunAsync(paths, count, CancellationToken.None);
            Console.WriteLine($"{count.Stored:N0} messages stored in {count.Seconds:N1} s");
        }

        await using var served = await ServedOffice.StartAsync(office, null, _ => "the search page");
        using var person = await served.SignInAsync("Somebody who searches");
        await using var connection = await office.Engine.OpenReaderAsync(CancellationToken.None);
        Console.WriteLine(
            "| query | found | bare FTS5: 50 + count | with heads | search | asked again | 25 with snippets, again | page, first time | page again |\n"
            + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (query, bare) in Queries)
            await MeasureAsync(office, connection, person, served.Times, query, bare);
        Console.WriteLine($"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        return 0;
    }

    private static async Task MeasureAsync(
        OpenOffice office, DbConnection connection, HttpClient person, RequestTimes times, string query, string? bare)
    {
        var memory = new SearchMemory();
        var request = new SearchRequest(query) { WithSnippets = false };
        long found = 0;
        async Task FindAsync(SearchMemory known) =>
            found = (await new FindMessages(office.Engine, known).RunAsync(request, CancellationToken.None)).Total;

        var alone = bare is null ? null : await TimeAsync(() => AskBareAsync(connection, bare, false));
        var heads = bare is null ? null : await TimeAsync(() => AskBareAsync(connection, bare, true));
        var first = await TimeAsync(() => FindAsync(new SearchMemory()));
        var again = await TimeAsync(() => FindAsync(memory));
        var snippets = await TimeAsync(() => new FindMessages(office.Engine, memory).RunAsync(
            new SearchRequest(query) { Limit = 25 }, CancellationToken.None));
        // Spaces say nothing to the search and make it another one to the memory: so each page is a first one.
        var pages = await PagesAsync(person, times, i => query + new string(' ', i + 1));
        var pagesAgain = await PagesAsync(person, times, _ => query);
        Console.WriteLine(
            $"| `{query}` | {found:N0} | {Say(alone)} | {Say(heads)} | {Say(first)} | {Say(again)} | {Say(snippets)} | {Say(pages)} | {Say(pagesAgain)} |");
    }

    private static async Task AskBareAsync(DbConnection connection, string match, bool withHeads)
    {
        var newest = "SELECT rowid FROM message_words WHERE message_words MATCH @match ORDER BY rowid DESC LIMIT 50";
        var sql = withHeads
            ? $"SELECT m.place, m.received_at, m.sender_name, m.sender_address, m.subject FROM ({newest}) w JOIN message m ON m.place = w.rowid"
            : newest;
        await using (var command = connection.Command(sql, ("@match", match)))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var i = 0; i < reader.FieldCount; i++) reader.GetValue(i);
        }

        await connection.NumberAsync(
            "SELECT count(*) FROM message_words WHERE message_words MATCH @match", CancellationToken.None,
            ("@match", match));
    }

    private static async Task<Taken> PagesAsync(HttpClient person, RequestTimes times, Func<int, string> query)
    {
        for (var i = 0; i < 5; i++) await person.GetStringAsync(MessageLinks.Find(query(Rounds + i)));
        times.Clear();
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Rounds; i++) await person.GetStringAsync(MessageLinks.Find(query(i)));
        return new Taken(times.Sorted().Single().Times,
            (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Rounds);
    }

    private static async Task<Taken> TimeAsync(Func<Task> work)
    {
        for (var i = 0; i < 5; i++) await work();
        var times = new double[Rounds];
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        Array.Sort(times);
        return new Taken(times, processor.TotalMilliseconds / Rounds);
    }

    private static string Say(Taken? taken) =>
        taken is null ? "" : $"{taken.Times[taken.Times.Length / 2]:N2} / {taken.Times[taken.Times.Length * 99 / 100]:N2} / {taken.Processor:N2}";

    /// <param name="Times">By the clock, in milliseconds, sorted.</param>
    /// <param name="Processor">The process's milliseconds of processor time for each, which other programs don't move;
    /// a page's has the client's in it.</param>
    private sealed record Taken(double[] Times, double Processor);
}
