using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Postbag.Benchmarks;

/// <summary>Durable intake: so many connections deliver a pack of messages by LMTP to whatever server listens at an
/// address, ours or another, each waiting for its answer before it sends the next.</summary>
internal static class LmtpBenchmark
{
    public static int Run(string[] arguments)
    {
        if (arguments is not [var address, var pack, var index, .. var rest]
            || !IPEndPoint.TryParse(address, out var server)
            || rest is not ([] or [_] or [_, _]))
        {
            Console.Error.WriteLine(
                "lmtp ADDRESS PACK.bin PACK.idx [CONNECTIONS,… [PID of the server, for its processor time]]");
            return 2;
        }

        var messages = MailPack.Open(pack, index).Messages.Select(OnTheWire).ToList();
        var pid = rest.Length == 2 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : (int?)null;
        foreach (var connections in (rest.Length == 0 ? "1,4,16" : rest[0]).Split(',').Select(int.Parse))
            DeliverAsync(server, messages, connections, pid).GetAwaiter().GetResult();
        return 0;
    }

    /// <summary>Delivers them all and prints how quick it was.</summary>
    public static async Task DeliverAsync(IPEndPoint server, List<byte[]> messages, int connections, int? pid)
    {
        var next = -1;
        var times = new double[messages.Count];
        var before = ProcessorTime(pid);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(server);
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await ExpectAsync(reader, "220");
            await stream.WriteAsync("LHLO load.example\r\n"u8.ToArray());
            await ExpectAsync(reader, "250");
            while (Interlocked.Increment(ref next) is var i && i < messages.Count)
            {
                var sent = Stopwatch.GetTimestamp();
                await stream.WriteAsync(
                    "MAIL FROM:<load@load.example>\r\nRCPT TO:<user0@member.example>\r\nDATA\r\n"u8.ToArray());
                foreach (var expected in new[] { "250", "250", "354" }) await ExpectAsync(reader, expected);
                await stream.WriteAsync(messages[i]);
                await ExpectAsync(reader, "250");
                times[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(times);
        var serverShare = (ProcessorTime(pid) - before).TotalMicroseconds / messages.Count;
        Console.WriteLine(
            $"{connections,3} connections: {messages.Count / seconds,8:N0} messages/s, median {times[times.Length / 2]:N2} ms, "
            + $"99 % {times[times.Length * 99 / 100]:N1} ms, server {serverShare:N0} µs of processor each");
    }

    /// <summary>What a process has used so far; nothing if none is named.</summary>
    public static TimeSpan ProcessorTime(int? pid)
    {
        if (pid is null) return TimeSpan.Zero;
        using var process = Process.GetProcessById(pid.Value);
        return process.TotalProcessorTime;
    }

    private static async Task ExpectAsync(StreamReader reader, string code)
    {
        string? line;
        do line = await reader.ReadLineAsync();
        while (line is not null && line.Length > 3 && line[3] == '-');
        if (line?.StartsWith(code, StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"The server answered \"{line}\" and not {code}.");
    }

    /// <summary>Lines with CR LF, dots stuffed, the end behind it.</summary>
    public static byte[] OnTheWire(ReadOnlyMemory<byte> message)
    {
        var wire = new MemoryStream(message.Length + message.Length / 16);
        var isLineStart = true;
        byte last = 0;
        foreach (var c in message.Span)
        {
            if (c == '.' && isLineStart) wire.WriteByte((byte)'.');
            if (c == '\n' && last != '\r') wire.WriteByte((byte)'\r');
            wire.WriteByte(c);
            (isLineStart, last) = (c == '\n', c);
        }

        if (!isLineStart) wire.Write("\r\n"u8);
        wire.Write(".\r\n"u8);
        return wire.ToArray();
    }
}
