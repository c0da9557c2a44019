using System.Diagnostics;
using System.Globalization;
using System.Net;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Search;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Benchmarks;

/// <summary>The whole road: messages delivered by LMTP to a running server, until each is found by a query, grouped,
/// its writer looked for, and listed on the workbench.</summary>
internal static class RoadBenchmark
{
    public static int Run(string[] arguments)
    {
        if (arguments is not [var address, var data, var pack, var index, var connections, var pid]
            || !IPEndPoint.TryParse(address, out var server))
        {
            Console.Error.WriteLine(
                "road ADDRESS DATA PACK.bin PACK.idx CONNECTIONS PID, of a server that has nothing left to do");
            return 2;
        }

        var messages = MailPack.Open(pack, index).Messages.Select(LmtpBenchmark.OnTheWire).ToList();
        RunAsync(
            server, data, messages, int.Parse(connections, CultureInfo.InvariantCulture),
            int.Parse(pid, CultureInfo.InvariantCulture)).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(IPEndPoint server, string data, List<byte[]> messages, int connections, int pid)
    {
        var place = (await OfficeLocation.FindAsync(data, null, null, CancellationToken.None)).Single();
        await using var office =
            await OpenOffice.OpenAsync(place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
        var (before, processor, start) =
            (await ListedAsync(office.Engine), LmtpBenchmark.ProcessorTime(pid), Stopwatch.GetTimestamp());
        await LmtpBenchmark.DeliverAsync(server, messages, connections, pid);
        while (await ListedAsync(office.Engine) is var listed && !listed.IsAll) await Task.Delay(50);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var done = (await ListedAsync(office.Engine)).Messages - before.Messages;
        var found = await new FindMessages(office.Engine, new SearchMemory()).RunAsync(
            new SearchRequest("government") { Limit = 1 }, CancellationToken.None);
        Console.WriteLine(
            $"the whole road: {done:N0} messages in {seconds:N1} s, {done / seconds:N0} a second, "
            + $"server {(LmtpBenchmark.ProcessorTime(pid) - processor).TotalMicroseconds / done:N0} µs of processor each; "
            + $"\"government\" finds {found.Total:N0}");
    }

    /// <summary>Whether every message that was stored has come to the end of the road.</summary>
    public static async Task<bool> IsAllListedAsync(Engine engine) => (await ListedAsync(engine)).IsAll;

    private static async Task<(long Messages, bool IsAll)> ListedAsync(Engine engine)
    {
        await using var connection = await engine.OpenReaderAsync(CancellationToken.None);
        var stored = await connection.NumberAsync("SELECT count(*) FROM message", CancellationToken.None);
        var listed = await connection.NumberAsync("SELECT count(*) FROM post_item", CancellationToken.None) ?? 0;
        return (listed, listed == stored);
    }
}
