using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Postbag.Benchmarks;

/// <summary>How long each of many short pieces of work took, by the clock and by its own thread's processor time, and
/// what made the slow ones slow: a collection, or another program that was given the processor. Linux only.</summary>
internal sealed partial class MatchTimes(int count)
{
    private const int ThreadClock = 3;
    private const int OfThread = 1;

    /// <summary>What is promised of a match.</summary>
    private const double Promised = 5;

    private readonly double[] byClock = new double[count];
    private readonly double[] byProcessor = new double[count];
    private long began;
    private long processor;
    private long preempted;
    private int collections;
    private int slow;
    private int slowWithCollection;
    private int slowPreempted;

    public void Begin() =>
        (processor, preempted, collections, began) =
        (ThreadNanoseconds(), Preemptions(), GC.CollectionCount(0), Stopwatch.GetTimestamp());

    public void End(int i)
    {
        byClock[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        byProcessor[i] = (ThreadNanoseconds() - processor) / 1e6;
        if (byClock[i] <= Promised) return;
        slow++;
        if (GC.CollectionCount(0) > collections) slowWithCollection++;
        if (Preemptions() > preempted) slowPreempted++;
    }

    public override string ToString()
    {
        Array.Sort(byClock);
        Array.Sort(byProcessor);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"by the clock p50 {At(byClock, 50):0.00} ms, p99 {At(byClock, 99):0.00} ms, worst {byClock[^1]:0.0} ms; by processor p50 {At(byProcessor, 50):0.00} ms, p99 {At(byProcessor, 99):0.00} ms, worst {byProcessor[^1]:0.0} ms; {slow:N0} of {count:N0} above {Promised:0} ms by the clock, {slowPreempted:N0} of them lost the processor to another program, {slowWithCollection:N0} had a collection");
    }

    private static double At(double[] sorted, int percent) =>
        sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];

    private static long ThreadNanoseconds() =>
        GetTime(ThreadClock, out var time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : 0;

    /// <summary>How often the thread was made to give way.</summary>
    private static long Preemptions()
    {
        Span<long> usage = stackalloc long[18];
        return GetUsage(OfThread, ref usage[0]) == 0 ? usage[17] : 0;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
