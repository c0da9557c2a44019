using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Postbag.Storage;

/// <summary>The one writer of an SQLite office: many waiting requests, one sync.</summary>
/// <remarks>SQLite lets one connection write at a time. Writers that each commit for themselves pay one sync each and
/// poll for the lock; a queue with group commit is fair and some fifty times faster (benchmarks/README.md).</remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Requests in one transaction: bounds how long the first one waits for the last.</summary>
    private const int MaxBatch = 64;

    /// <summary>Requests that may wait; further callers wait to queue, so memory can't grow without end.</summary>
    private const int MaxQueued = 1024;

    private readonly Channel<Request> queue = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(MaxQueued) { SingleReader = true });

    private readonly Func<SqliteConnection> open;
    private readonly SqliteTurn turn;
    private readonly Lazy<Task> loop;

    public SqliteWriter(Func<SqliteConnection> open, SqliteTurn turn)
    {
        this.open = open;
        this.turn = turn;
        loop = new Lazy<Task>(() => Task.Run(RunAsync));
    }

    public async Task<T> WriteAsync<T>(
        Func<SqliteConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        _ = loop.Value;
        var request = new Request<T>(work, cancellationToken);
        await queue.Writer.WriteAsync(request, cancellationToken);
        return await request.Answer;
    }

    private async Task RunAsync()
    {
        SqliteConnection? connection = null;
        var batch = new List<Request>(MaxBatch);
        await foreach (var first in queue.Reader.ReadAllAsync())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < MaxBatch && queue.Reader.TryRead(out var next)) batch.Add(next);
            try
            {
                connection ??= open();
                await RunBatchAsync(connection, batch);
            }
            catch (Exception failure)
            {
                // Nothing of the batch is on disk: every caller hears it, and the next batch starts afresh.
                foreach (var request in batch) request.Fail(failure);
                connection?.Dispose();
                connection = null;
            }
        }

        connection?.Dispose();
    }

    private async Task RunBatchAsync(SqliteConnection connection, List<Request> batch)
    {
        await using (await turn.BeginAsync(connection, CancellationToken.None))
        {
            try
            {
                foreach (var request in batch) await RunOneAsync(connection, request);
                SqliteTurn.Execute(connection, "COMMIT");
            }
            catch
            {
                SqliteTurn.RollBackQuietly(connection);
                throw;
            }
        }

        foreach (var request in batch) request.Complete();
    }

    private static async Task RunOneAsync(SqliteConnection connection, Request request)
    {
        if (request.IsCancelled) return;
        SqliteTurn.Execute(connection, "SAVEPOINT request");
        try
        {
            await request.RunAsync(connection);
        }
        catch (Exception failure) when (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            // The transaction still stands, so this request alone is undone. (A full disk ends the transaction itself.)
            request.Remember(failure);
            SqliteTurn.Execute(connection, "ROLLBACK TO request");
        }

        SqliteTurn.Execute(connection, "RELEASE request");
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (loop.IsValueCreated) await loop.Value;
    }

    private abstract class Request(CancellationToken cancellationToken)
    {
        protected Exception? Failure { get; private set; }

        protected CancellationToken CancellationToken => cancellationToken;

        public bool IsCancelled => cancellationToken.IsCancellationRequested;

        public abstract Task RunAsync(SqliteConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception failure);

        public void Remember(Exception failure) => Failure = failure;
    }

    private sealed class Request<T>(
        Func<SqliteConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        : Request(cancellationToken)
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
        }

        public override void Fail(Exception failure) => answer.TrySetException(failure);
    }
}
