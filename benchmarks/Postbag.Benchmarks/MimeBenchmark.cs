using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Postbag.Mime;

namespace Postbag.Benchmarks;

/// <summary>Reads a pack of mail from memory on one thread: structure, From, Subject and Date, every text part to
/// Unicode, every other part decoded.</summary>
internal static class MimeBenchmark
{
    public static int Run(string[] args)
    {
        if (args.Length < 3)
        {
            Console.Error.WriteLine("mime PACK.bin PACK.idx PASSES");
            return 2;
        }

        var pack = MailPack.Open(args[0], args[1]);
        var passes = int.Parse(args[2], CultureInfo.InvariantCulture);
        var rates = new List<double>();
        var start = new FirstSecond();
        for (var pass = 0; pass < passes; pass++)
        {
            var tally = new Tally();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            foreach (var message in pack.Messages)
            {
                tally.Read(message);
                start.Add(message.Length);
            }

            var seconds = clock.Elapsed.TotalSeconds;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            rates.Add(pack.Bytes / seconds / 1e6);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"postbag n={pack.Messages.Count} wall={seconds:F3} MB/s={rates[^1]:F1} "
                + $"MB/cpu-s={pack.Bytes / cpu.TotalSeconds / 1e6:F1} parts={tally.Parts} "
                + $"text={tally.TextCharacters} other={tally.OtherBytes} "
                + $"allocatedPerByte={(double)allocated / pack.Bytes:F3} "
                + $"besideText={(double)(allocated - tally.TextBytes) / pack.Bytes:F3}"));
        }

        var steady = rates.Skip(passes / 2).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"postbag first={rates[0]:F1} steady={steady[steady.Count / 2]:F1} MB/s"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"postbag in its first second of processor time: {start.Bytes / 1e6:F1} MB"));
        return 0;
    }

    /// <summary>How much is read before the process has used a second of processor time, its start and the compiling
    /// of the reader included.</summary>
    private sealed class FirstSecond
    {
        private int messages;
        private bool isOver;

        public long Bytes { get; private set; }

        public void Add(int length)
        {
            if (isOver)
                return;

            Bytes += length;

            // Asking for the time used costs more than reading a message.
            if (++messages % 100 == 0)
                isOver = Environment.CpuUsage.TotalTime >= TimeSpan.FromSeconds(1);
        }
    }

    private sealed class Tally
    {
        private readonly ArrayBufferWriter<byte> writer = new(1 << 20);

        public long Parts { get; private set; }

        public long TextCharacters { get; private set; }

        /// <summary>What the decoded strings themselves take: two bytes a character and a string's own head.</summary>
        public long TextBytes { get; private set; }

        public long OtherBytes { get; private set; }

        public void Read(ReadOnlyMemory<byte> bytes)
        {
            var message = MimeMessage.Read(bytes);
            Text(message.Subject);
            foreach (var mailbox in message.From)
            {
                Text(mailbox.Name);
                Text(mailbox.Address);
            }

            _ = message.Date;
            Read(message.Root);
        }

        private void Read(MimePart part)
        {
            Parts++;
            foreach (var child in part.Children)
                Read(child);

            if (part.Message is { } message)
            {
                Read(message.Root);
            }
            else if (part.IsText)
            {
                Text(part.DecodeText());
            }
            else if (!part.IsMultipart)
            {
                writer.ResetWrittenCount();
                part.DecodeTo(writer);
                OtherBytes += writer.WrittenCount;
            }
        }

        private void Text(string? text)
        {
            if (text is null)
                return;

            TextCharacters += text.Length;
            TextBytes += (2L * text.Length) + 24;
        }
    }
}
