using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Postbag.Storage;

/// <summary>One office's database: an SQLite file or a PostgreSQL schema. Everything in which the two differ is here,
/// or in a pair of files X.Sqlite.cs and X.Postgres.cs beside the noun that needs it.</summary>
/// <remarks>Safe for use from many threads. An engine belongs to one office and lives as long as the process.</remarks>
public abstract class Engine : IAsyncDisposable
{
    /// <summary>"sqlite" or "postgres": which of a pair of schema scripts is this engine's.</summary>
    public abstract string Name { get; }

    /// <summary>A connection for reading, open; the caller disposes it. Reads never wait for writers.</summary>
    public abstract ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="work"/> in a transaction and returns once it is synced to disk.</summary>
    /// <remarks>On SQLite many waiting calls share one commit (group commit), each in a savepoint of its own: one that
    /// throws is undone alone. The work holds everyone up, so it does nothing but talk to its connection.</remarks>
    public abstract Task<T> WriteAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    public Task WriteAsync(Func<DbConnection, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async (connection, token) =>
            {
                await work(connection, token);
                return true;
            },
            cancellationToken);

    /// <summary>As <see cref="WriteAsync{T}"/>, without waiting for the disk: if the machine fails, the last second of
    /// such writes may be lost, whole and in order. For what nobody was promised: who has a letter open, that one was
    /// read.</summary>
    public abstract Task WriteUnsyncedAsync(
        Func<DbConnection, CancellationToken, Task> work, CancellationToken cancellationToken);

    /// <summary>One act: whatever <paramref name="work"/> saves through <paramref name="db"/> is committed together,
    /// or not at all. On SQLite the act has the writer's turn from its first read on.</summary>
    public abstract Task ActAsync(
        DbContext db, Func<CancellationToken, Task> work, CancellationToken cancellationToken);

    /// <summary>A consistent copy of the whole database while it is in use, as one file made by the engine's own
    /// means.</summary>
    public abstract Task BackUpAsync(string file, CancellationToken cancellationToken);

    /// <summary>Reads a backup back, from its first byte to its last.</summary>
    /// <returns>What is wrong with it, in a sentence; null if it is sound.</returns>
    public abstract Task<string?> FindFaultInBackupAsync(string file, CancellationToken cancellationToken);

    /// <summary>How an id goes into a plain ADO.NET parameter: 16 bytes on SQLite, a uuid on PostgreSQL.</summary>
    public abstract object IdValue(Guid id);

    /// <summary>Reads what <see cref="IdValue"/> wrote.</summary>
    public abstract Guid ReadId(DbDataReader reader, int column);

    /// <summary>The sentence for a failure of the store that people can do something about (disk full, folder
    /// read-only, file locked, server gone); null if it isn't one of those.</summary>
    public abstract string? Explain(Exception exception);

    /// <summary>Whether a failure means that there is no room left: nothing but room will help.</summary>
    public abstract bool IsFull(Exception exception);

    internal abstract void Configure(DbContextOptionsBuilder options);

    internal abstract void ConfigureConventions(ModelConfigurationBuilder conventions);

    /// <summary>Maps the ids of one noun. Each side's context names its nouns in ConfigureConventions.</summary>
    public abstract void MapId<T>(ModelConfigurationBuilder conventions);

    /// <summary>Takes the lock under which schema scripts are applied, inside the running transaction.</summary>
    internal abstract Task LockSchemaAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Whether a table of that name exists in this office.</summary>
    internal abstract Task<bool> HasTableAsync(
        DbConnection connection, string table, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
