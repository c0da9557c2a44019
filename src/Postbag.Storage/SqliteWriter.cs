using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Postbag.Storage;

/// <summary>The one writer of an SQLite office: many waiting requests, one sync.</summary>
/// <remarks>SQLite lets one connection write at a time. Writers that each commit for themselves pay one sync each and
/// poll for the lock; a queue with group commit is fair and some fifty times faster (benchmarks/README.md). There is no
/// thread for it: whoever finds nobody writing writes for all who wait, then hands over to the first of those who came
/// meanwhile. A lone request so changes no thread, which on a busy machine costs more than its sync.</remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Requests in one transaction: bounds how long the first one waits for the last.</summary>
    private const int MaxBatch = 64;

    /// <summary>A transaction that has lasted so long takes no further request. Whoever had much to write is answered
    /// at once and can prepare the next while others write, instead of all waiting for each other.</summary>
    private static readonly TimeSpan LongBatch = TimeSpan.FromMilliseconds(4);

    /// <summary>Requests that may wait; further callers wait to queue, so memory can't grow without end.</summary>
    private const int MaxQueued = 1024;

    private readonly Lock gate = new();
    private readonly Queue<Request> queue = new();
    private readonly SemaphoreSlim room = new(MaxQueued, MaxQueued);
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SqliteConnection> open;
    private readonly SqliteTurn turn;
    private SqliteConnection? connection;
    private bool isSyncing = true;
    private bool isWriting;
    private bool isClosed;

    public SqliteWriter(Func<SqliteConnection> open, SqliteTurn turn) => (this.open, this.turn) = (open, turn);

    /// <param name="work">What is written.</param>
    /// <param name="isSynced">Whether it is on disk when this returns; if not, it is with the next that is.</param>
    /// <param name="cancellationToken">Gives it up while it waits.</param>
    public async Task<T> WriteAsync<T>(
        Func<SqliteConnection, CancellationToken, Task<T>> work, bool isSynced, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken);
        try
        {
            var request = new Request<T>(work, isSynced, cancellationToken);
            if (Join(request) || await request.Woken) await WriteForAllAsync();
            return await request.Answer;
        }
        finally
        {
            room.Release();
        }
    }

    /// <summary>Waits until what was asked for is written, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isClosed = true;
            if (!isWriting) idle.TrySetResult();
        }

        await idle.Task;
        connection?.Dispose();
        connection = null;
    }

    /// <returns>Whether the caller is to write, because nobody does.</returns>
    private bool Join(Request request)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            queue.Enqueue(request);
            return !isWriting && (isWriting = true);
        }
    }

    /// <summary>Writes what waits, as much as one transaction may hold; the first of it is the caller's own.</summary>
    private async Task WriteForAllAsync()
    {
        var batch = new List<Request>();
        try
        {
            connection ??= open();
            await RunBatchAsync(connection, batch);
        }
        catch (Exception failure)
        {
            // Nothing of the batch is on disk: every caller hears it, and the next batch starts afresh. Where it
            // couldn't even be begun, after a minute's waiting perhaps, those behind needn't wait as long again.
            if (batch.Count == 0) TakeAll(batch);
            foreach (var request in batch) request.Fail(failure);
            connection?.Dispose();
            (connection, isSyncing) = (null, true);
        }

        HandOver();
    }

    private void TakeAll(List<Request> batch)
    {
        lock (gate)
        {
            while (batch.Count < MaxBatch && queue.TryDequeue(out var next)) batch.Add(next);
        }
    }

    /// <summary>Takes the first that waits into the batch.</summary>
    /// <returns>Null if nobody waits, or somebody who is to be synced where the transaction isn't: that is settled
    /// before it begins.</returns>
    private Request? TakeNext(List<Request> batch, bool isSynced)
    {
        lock (gate)
        {
            if (!queue.TryPeek(out var next) || (next.IsSynced && !isSynced)) return null;
            batch.Add(queue.Dequeue());
            return next;
        }
    }

    private void HandOver()
    {
        lock (gate)
        {
            if (queue.TryPeek(out var next))
            {
                next.WakeToWrite();
                return;
            }

            isWriting = false;
            if (isClosed) idle.TrySetResult();
        }
    }

    private async Task RunBatchAsync(SqliteConnection into, List<Request> batch)
    {
        var (isSynced, isAlone) = Waiting();
        Sync(into, isSynced);
        await using (await turn.BeginAsync(into, CancellationToken.None))
        {
            var start = Stopwatch.GetTimestamp();
            // The first is taken however late it is: it is the caller's own, and nobody else would run it.
            var next = TakeNext(batch, isSynced);
            try
            {
                for (; next is not null; next = !isAlone && HasRoom(batch, start) ? TakeNext(batch, isSynced) : null)
                    await RunOneAsync(into, next, isAlone);
                SqliteTurn.Execute(into, "COMMIT");
            }
            catch
            {
                SqliteTurn.RollBackQuietly(into);
                throw;
            }
        }

        foreach (var request in batch) request.Complete();
    }

    private static bool HasRoom(List<Request> batch, long start) =>
        batch.Count < MaxBatch && Stopwatch.GetElapsedTime(start) < LongBatch;

    /// <returns>Whether the first that waits is to be synced, and whether nobody waits behind it.</returns>
    private (bool IsSynced, bool IsAlone) Waiting()
    {
        lock (gate) return (queue.Peek().IsSynced, queue.Count == 1);
    }

    /// <summary>FULL syncs the log at each commit, with all that was written to it before; NORMAL leaves that to a
    /// later one.</summary>
    private void Sync(SqliteConnection into, bool isSynced)
    {
        if (isSynced == isSyncing) return;
        SqliteTurn.Execute(into, isSynced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        isSyncing = isSynced;
    }

    /// <param name="connection">In the transaction.</param>
    /// <param name="request">What is written.</param>
    /// <param name="isAlone">Whether it has the transaction to itself: then it needs no savepoint, for which SQLite
    /// puts by each page that is changed.</param>
    private static async Task RunOneAsync(SqliteConnection connection, Request request, bool isAlone)
    {
        if (request.IsCancelled) return;
        if (!isAlone) SqliteTurn.Execute(connection, "SAVEPOINT request");
        try
        {
            await request.RunAsync(connection);
        }
        catch (Exception failure) when (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            // The transaction still stands, so this request alone is undone. (A full disk ends the transaction itself.)
            request.Remember(failure);
            SqliteTurn.Execute(connection, isAlone ? "ROLLBACK; BEGIN" : "ROLLBACK TO request");
        }

        if (!isAlone) SqliteTurn.Execute(connection, "RELEASE request");
    }

    private abstract class Request(bool isSynced, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<bool> woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>True if the caller is to write for all who wait; false if somebody has written for it.</summary>
        public Task<bool> Woken => woken.Task;

        public bool IsSynced => isSynced;

        public bool IsCancelled => cancellationToken.IsCancellationRequested;

        protected Exception? Failure { get; private set; }

        protected CancellationToken CancellationToken => cancellationToken;

        public abstract Task RunAsync(SqliteConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception failure);

        public void Remember(Exception failure) => Failure = failure;

        public void WakeToWrite() => woken.TrySetResult(true);

        protected void WakeToRead() => woken.TrySetResult(false);
    }

    private sealed class Request<T>(
        Func<SqliteConnection, CancellationToken, Task<T>> work, bool isSynced, CancellationToken cancellationToken)
        : Request(isSynced, cancellationToken)
    {
        // Read by its caller alone, who is woken on a thread of its own.
        private readonly TaskCompletionSource<T> answer = new();
        private T? result;
        private bool ran;

        public Task<T> Answer => answer.Task;

        public override async Task RunAsync(SqliteConnection connection)
        {
            result = await work(connection, CancellationToken);
            ran = true;
        }

        public override void Complete()
        {
            if (Failure is not null) answer.TrySetException(Failure);
            else if (ran) answer.TrySetResult(result!);
            else answer.TrySetCanceled(CancellationToken);
            WakeToRead();
        }

        public override void Fail(Exception failure)
        {
            answer.TrySetException(failure);
            WakeToRead();
        }
    }
}
