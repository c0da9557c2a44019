using System.Diagnostics;
using System.Globalization;
using Postbag.Casework;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Casework.Workbench;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Benchmarks;

/// <summary>What each step costs a letter in processor time: `steps [--data DIR] [--first N] [MAILBOX…]`. Others may
/// load the machine meanwhile, as it isn't the clock that counts. With a folder, what was made stays there to be
/// compared; without a mailbox, what waits there goes on; N steps of the four and no more let two versions go on from
/// the same.</summary>
internal static class StepsBenchmark
{
    /// <summary>Linux counts processor time in hundredths of a second.</summary>
    private const int TicksPerSecond = 100;

    public static int Run(string[] arguments)
    {
        var folder = arguments is ["--data", var named, ..] ? named : null;
        if (folder is not null) arguments = arguments[2..];
        var first = arguments is ["--first", var number, ..]
            ? int.Parse(number, CultureInfo.InvariantCulture) : int.MaxValue;
        if (first < int.MaxValue) arguments = arguments[2..];
        RunAsync(folder, first, arguments).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(string? data, int stepsWanted, string[] paths)
    {
        var folder = data ?? Directory.CreateTempSubdirectory("postbag-steps-").FullName;
        try
        {
            var place = (await OfficeLocation.FindAsync(folder, null, null, CancellationToken.None)).Single();
            await using var office =
                await OpenOffice.OpenAsync(place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
            var (engine, clock) = (office.Engine, TimeProvider.System);
            Console.WriteLine($"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
            (string Name, Func<Task> Work)[] steps =
            [
                ("until searchable", () => new ImportMail(engine, clock)
                    .RunAsync(paths, new ImportCount(), CancellationToken.None)),
                ("grouping", () => new GroupLetters(engine, clock).RunAsync(null, CancellationToken.None)),
                ("people", () => new LinkWriters(engine, clock, null).RunAsync(null, CancellationToken.None)),
                ("sorting", () => new SortPost(engine, clock).RunAsync(null, CancellationToken.None)),
            ];
            var (first, begun) = (Processor(), Stopwatch.GetTimestamp());
            foreach (var (name, work) in steps.Take(stepsWanted))
            {
                var (before, start) = (Processor(), Stopwatch.GetTimestamp());
                await work();
                Print(name, Processor().Own - before.Own, Processor().Others - before.Others, start,
                    await CountAsync(engine));
            }

            Print("all", Processor().Own - first.Own, Processor().Others - first.Others, begun,
                await CountAsync(engine));
            Console.WriteLine($"{await CountAsync(engine):N0} messages, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
        }
        finally
        {
            if (data is null) Directory.Delete(folder, true);
        }
    }

    private static async Task<long> CountAsync(Engine engine)
    {
        await using var connection = await engine.OpenReaderAsync(CancellationToken.None);
        return await connection.NumberAsync("SELECT count(*) FROM message", CancellationToken.None) ?? 0;
    }

    private static void Print(string step, double own, double others, long start, long messages) => Console.WriteLine(
        $"{step,-16} {1e6 * (own + others) / messages,6:N0} µs of processor each ({own:N1} s, and {others:N1} s of programs beside it), "
        + $"{Stopwatch.GetElapsedTime(start).TotalSeconds,5:N1} s by the clock");

    /// <summary>Seconds that this process has used, and those programs it has run and waited for.</summary>
    private static (double Own, double Others) Processor()
    {
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ');
        double Seconds(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
        return (Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));
    }
}
