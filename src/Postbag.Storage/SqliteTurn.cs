using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Postbag.Storage;

/// <summary>Whose turn it is to write to an SQLite office: first come, first served within the process, and shared
/// fairly with other processes that have the same file open (an import beside a running server).</summary>
internal sealed class SqliteTurn : IDisposable
{
    /// <summary>How long one waits for another process before giving up with "database is locked".</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>After writing this long without a pause, the process leaves the file alone for a moment: SQLite has no
    /// queue between processes, and one that never pauses would starve the others.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    private readonly SemaphoreSlim gate = new(1, 1);
    private long lastPause = Stopwatch.GetTimestamp();
    private long lastEnd;

    /// <summary>Waits for the turn and begins a transaction that holds SQLite's write lock. The caller commits or rolls
    /// back, then disposes what it got.</summary>
    public async Task<Taken> BeginAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Stopwatch.GetElapsedTime(lastEnd) > Pause) lastPause = Stopwatch.GetTimestamp();
            else if (Stopwatch.GetElapsedTime(lastPause) > LongestRun)
            {
                await Task.Delay(Pause, cancellationToken);
                lastPause = Stopwatch.GetTimestamp();
            }

            await BeginImmediateAsync(connection, cancellationToken);
            return new Taken(this);
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Runs a statement without parameters and without the provider's own waiting.</summary>
    public static void Execute(SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, sql), connection.Handle);

    public static void RollBackQuietly(SqliteConnection connection)
    {
        // A full disk or an I/O error has ended the transaction already; there is nothing left to undo then.
        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0) raw.sqlite3_exec(connection.Handle!, "ROLLBACK");
    }

    /// <summary>Waits until no other process writes. The short polls find the pauses others leave.</summary>
    private static async Task BeginImmediateAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var code = raw.sqlite3_exec(connection.Handle!, "BEGIN IMMEDIATE");
            if (code == raw.SQLITE_OK) break;
            if (code != raw.SQLITE_BUSY || Stopwatch.GetElapsedTime(since) > Patience)
                SqliteException.ThrowExceptionForRC(code, connection.Handle);
            await Task.Delay(1, cancellationToken);
        }
    }

    internal readonly struct Taken(SqliteTurn turn) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            turn.lastEnd = Stopwatch.GetTimestamp();
            turn.gate.Release();
            return ValueTask.CompletedTask;
        }
    }
}
