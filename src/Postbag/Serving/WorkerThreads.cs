namespace Postbag.Serving;

/// <summary>The threads of a server, which answer and work.</summary>
internal static class WorkerThreads
{
    /// <summary>As many as may wait for a disk at once: the writer, who reads for each step behind, and who
    /// answers.</summary>
    private const int Least = 8;

    /// <summary>Keeps so many at hand. SQLite answers on the thread that asks, which waits for the disk where what
    /// is asked for isn't in memory; the pool begins with a thread for each core and adds one every half second, so
    /// that on two cores two steps kept everybody else waiting for seconds (benchmarks/lmtp.md).</summary>
    public static void KeepEnough()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Least), ports);
    }
}
