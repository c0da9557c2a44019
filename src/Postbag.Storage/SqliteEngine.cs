using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Postbag.Storage;

/// <summary>An office as one SQLite file: WAL, every commit synced, one writer with group commit, readers
/// apart.</summary>
public sealed class SqliteEngine : Engine
{
    /// <summary>The pages a connection keeps in memory, in KiB (a negative number to SQLite).</summary>
    private const int CacheKibibytes = 16 * 1024;

    /// <summary>How long the log grows before it is written back to the file, in pages of 4 KiB: what is changed again
    /// and again is written back once.</summary>
    private const int LogPages = 8_192;

    private const int OpeningMilliseconds = 30_000;

    private readonly SqliteTurn turn = new();
    private readonly SqliteWriter writer;
    private readonly string connectionString;
    private readonly PragmaInterceptor pragmas = new();

    /// <param name="file">The database file. It is made if it isn't there; its folder must exist.</param>
    public SqliteEngine(string file)
    {
        File = file;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        writer = new SqliteWriter(Open, turn);
    }

    public string File { get; }

    public override string Name => "sqlite";

    public override async ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        SetPragmas(connection);
        return connection;
    }

    public override Task<T> WriteAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.WriteAsync((connection, token) => work(connection, token), true, cancellationToken);

    public override Task WriteUnsyncedAsync(
        Func<DbConnection, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async (connection, token) =>
            {
                await work(connection, token);
                return true;
            },
            false, cancellationToken);

    public override async Task ActAsync(
        DbContext db, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = (SqliteConnection)db.Database.GetDbConnection();
            await using (await turn.BeginAsync(connection, cancellationToken))
            {
                // The transaction is the turn's; a save of several rows must not begin one of its own in it.
                db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
                try
                {
                    await work(cancellationToken);
                    SqliteTurn.Execute(connection, "COMMIT");
                }
                catch
                {
                    SqliteTurn.RollBackQuietly(connection);
                    throw;
                }
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public override async Task BackUpAsync(string file, CancellationToken cancellationToken)
    {
        await using var source = (SqliteConnection)await OpenReaderAsync(cancellationToken);
        // VACUUM INTO reads one snapshot while others write, and leaves a compact file without a WAL beside it.
        await using var command = source.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("$file", file);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override Task<string?> FindFaultInBackupAsync(string file, CancellationToken cancellationToken) =>
        SqliteBackup.FindFaultAsync(file, cancellationToken);

    public override object IdValue(Guid id) => id.ToByteArray(true);

    public override Guid ReadId(DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), true);

    public override string? Explain(Exception exception) =>
        exception.GetBaseException() is not SqliteException failure ? null : failure.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => "The disk is full. Nothing that was answered is lost; make room and run it again.",
            raw.SQLITE_READONLY => ReadOnly,
            raw.SQLITE_CANTOPEN => $"{File} can't be opened: check that the folder exists and may be written.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                $"{File} is locked by another program. Try again when it has finished.",
            raw.SQLITE_IOERR when IsReadOnly() => ReadOnly,
            raw.SQLITE_IOERR => $"The disk reported an error while using {File}.",
            raw.SQLITE_NOTADB => $"{File} isn't a Postbag database.",
            raw.SQLITE_CORRUPT => $"{File} is damaged. Restore a backup, and keep the damaged file.",
            _ => null,
        };

    public override bool IsFull(Exception exception) =>
        exception.GetBaseException() is SqliteException { SqliteErrorCode: raw.SQLITE_FULL };

    public override void MapId<T>(ModelConfigurationBuilder conventions) =>
        conventions.Properties<Id<T>>().HaveConversion<IdAsBytes<T>>();

    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        turn.Dispose();
        await using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    internal override void Configure(DbContextOptionsBuilder options) =>
        options.UseSqlite(connectionString).AddInterceptors(pragmas)
            // ActAsync opens its own transaction, because it has to wait for the writer's turn.
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.AmbientTransactionWarning));

    internal override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<Guid>().HaveConversion<GuidAsBytes>();

    internal override Task LockSchemaAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.CompletedTask; // a write transaction is that lock already

    internal override async Task<bool> HasTableAsync(
        DbConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = (SqliteCommand)connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $table";
        command.Parameters.AddWithValue("$table", table);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! > 0;
    }

    private string ReadOnly =>
        $"{File} can't be written: the file, its folder or the disk is read-only. Nothing that was answered is lost.";

    /// <summary>Whether the kernel has made the disk read-only under an open file: SQLite hears of a failed write
    /// only.</summary>
    /// <remarks>Tried on a file of its own. To open and close the database here would let go of every lock this process
    /// has on it (POSIX advisory locks; sqlite.org/howtocorrupt.html, 2.2).</remarks>
    private bool IsReadOnly()
    {
        try
        {
            var trial = Path.Combine(
                Path.GetDirectoryName(Path.GetFullPath(File))!, ".postbag-" + Path.GetRandomFileName());
            using var file = new FileStream(
                trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private WriterConnection Open()
    {
        var connection = new WriterConnection(connectionString);
        connection.Open();
        ExecutePatiently(connection, "PRAGMA journal_mode = WAL");
        SetPragmas(connection);
        return connection;
    }

    /// <remarks>Pooled connections keep their PRAGMAs, new ones don't have them: so they are set at every opening.
    /// FULL syncs the log at each commit; anything less could lose a letter that was answered "250".</remarks>
    private static void SetPragmas(SqliteConnection connection) => ExecutePatiently(
        connection,
        $"PRAGMA synchronous = FULL; PRAGMA cache_size = -{CacheKibibytes}; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = {LogPages}; PRAGMA trusted_schema = OFF");

    /// <summary>Another process may be mending what a crash left in the log, or be the last to close it: a moment in
    /// which the file can't even be looked into, waited for here. Later waits are the provider's and
    /// <see cref="SqliteTurn"/>'s.</summary>
    private static void ExecutePatiently(SqliteConnection connection, string sql)
    {
        raw.sqlite3_busy_timeout(connection.Handle, OpeningMilliseconds);
        SqliteTurn.Execute(connection, sql);
        raw.sqlite3_busy_timeout(connection.Handle, 0);
    }

    private sealed class PragmaInterceptor : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            SetPragmas((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            SetPragmas((SqliteConnection)connection);
            return Task.CompletedTask;
        }
    }
}
