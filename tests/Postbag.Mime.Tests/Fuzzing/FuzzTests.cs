using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Fuzzing;

/// <summary>Throws broken mail at the reader: the same mail each time, from a fixed seed. POSTBAG_FUZZ=1000000 (and
/// POSTBAG_FUZZ_SEED) makes a long run by hand, which also measures what each byte costs.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;

    // As many as take about half a minute on a slow machine; a clock would make each run a different test.
    private const int InputsInCi = 30_000;

    // Several times the usual cost on a slow machine.
    private const double DearNanoseconds = 400;

    private static readonly int Inputs = Number("POSTBAG_FUZZ") ?? InputsInCi;

    [Fact]
    public void No_mail_however_broken_makes_the_reader_throw_or_grow_without_measure()
    {
        var mutator = new Mutator(Number("POSTBAG_FUZZ_SEED") ?? Seed);
        var isLong = Inputs > InputsInCi;
        var costs = new List<double>(isLong ? Inputs : 0);
        var worst = new Worst();
        var json = new ArrayBufferWriter<byte>(1 << 20);
        for (var number = 0; number < Inputs; number++)
        {
            var input = mutator.Next();
            var clock = Stopwatch.GetTimestamp();
            Check(input, number, json);
            if (isLong && input.Length >= 500)
            {
                var cost = Stopwatch.GetElapsedTime(clock).TotalNanoseconds / input.Length;

                // Again, so that a collection or another process isn't blamed on the input.
                if (cost > DearNanoseconds)
                    cost = Math.Min(cost, Cost(input, json));

                costs.Add(cost);
                worst.Offer(cost, input);
            }
        }

        if (isLong)
            ReportCosts(costs, worst, json);
    }

    private static int? Number(string variable) => int.TryParse(
        Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;

    private static void Check(byte[] input, int number, ArrayBufferWriter<byte> json)
    {
        try
        {
            ReadWhole(input, json);
        }
        catch (Exception problem)
        {
            var kept = Path.Combine(Path.GetTempPath(), $"postbag-fuzz-{number}.eml");
            File.WriteAllBytes(kept, input);
            throw new InvalidOperationException($"Input {number}, kept as {kept}: {problem.Message}", problem);
        }
    }

    private static void ReadWhole(byte[] input, ArrayBufferWriter<byte> json)
    {
        var message = MimeMessage.Read(input);
        message.ReadAll();
        json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(json))
            MessageJson.Write(writer, message);

        // The work done shows in what comes out: no input may blow up.
        ((long)json.WrittenCount).ShouldBeLessThan((60L * input.Length) + 200_000);
        message.Defects.Count.ShouldBeLessThanOrEqualTo(ReadOptions.Default.MaxDefects + 1);
        message.AllParts().Take(
            ReadOptions.Default.MaxParts + 1).Count().ShouldBeLessThanOrEqualTo(ReadOptions.Default.MaxParts);
        foreach (var span in message.Letter.Spans)
            span.End.ShouldBeLessThanOrEqualTo(message.Letter.Text.Length);

        foreach (var part in message.Root.Children)
            (part.BodyOffset + part.Raw.Length).ShouldBeLessThanOrEqualTo(input.Length);
    }

    /// <summary>Nanoseconds a byte, the best of five.</summary>
    private static double Cost(byte[] input, ArrayBufferWriter<byte> json) => Enumerable.Range(0, 5).Min(_ =>
    {
        var clock = Stopwatch.GetTimestamp();
        ReadWhole(input, json);
        return Stopwatch.GetElapsedTime(clock).TotalNanoseconds / input.Length;
    });

    private void ReportCosts(List<double> costs, Worst worst, ArrayBufferWriter<byte> json)
    {
        costs.Sort();
        var median = costs[costs.Count / 2];
        output.WriteLine($"{Inputs} inputs; median {median:F1} ns a byte, 99.9 % {costs[costs.Count * 999 / 1000]:F1}");
        foreach (var (input, _) in worst.Inputs)
        {
            var best = Cost(input, json);
            output.WriteLine($"{input.Length} bytes: {best:F1} ns a byte, {best / median:F1} times the median");
            if (best > 20 * median)
                File.WriteAllBytes(
                    Path.Combine(Path.GetTempPath(), $"postbag-slow-{best / median:F0}-{input.Length}.eml"), input);

            best.ShouldBeLessThan(100 * median);
        }
    }

    /// <summary>The dearest inputs so far.</summary>
    private sealed class Worst
    {
        private readonly SortedList<double, byte[]> inputs = [];

        public IEnumerable<(byte[] Input, double Cost)> Inputs =>
            inputs.Select(pair => (pair.Value, pair.Key)).Reverse();

        public void Offer(double cost, byte[] input)
        {
            if (inputs.Count >= 20 && cost <= inputs.Keys[0])
                return;

            inputs[cost] = input;
            if (inputs.Count > 20)
                inputs.RemoveAt(0);
        }
    }
}
