using System.Collections.Concurrent;
using Postbag.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(TestRun))]

namespace Postbag.Tests.Support;

/// <summary>What a run leaves behind is put away when its last test is over.</summary>
/// <remarks>Not at the process's exit, to which the runner gives ten seconds before it calls the whole run failed:
/// hundreds of databases take longer to delete. What somebody makes after that still goes with the process.</remarks>
public sealed class TestRun : IDisposable
{
    private static readonly ConcurrentStack<Action> Ends = new();

    static TestRun() => AppDomain.CurrentDomain.ProcessExit += (_, _) => End();

    /// <summary>Does something at the end of the run; what was made last goes first.</summary>
    public static void AtEnd(Action work) => Ends.Push(work);

    public void Dispose() => End();

    private static void End()
    {
        while (Ends.TryPop(out var work))
        {
            try
            {
                work();
            }
            catch (Exception failure)
                when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                // A process that was killed may still be letting go of a file; the folder is the system's to clear
                // then.
                Console.Error.WriteLine($"Something of the run was left behind: {failure.Message}");
            }
        }
    }
}
