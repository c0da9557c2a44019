using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Postbag.Storage;

/// <summary>A backup of an SQLite office: one file, which is itself a database.</summary>
public static class SqliteBackup
{
    /// <summary>Reads the whole file back: every page, every index against its table, every foreign key.</summary>
    /// <returns>What is wrong with it, in a sentence; null if it is sound.</returns>
    public static async Task<string?> FindFaultAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(file, cancellationToken);
            if (await AskAsync(connection, "PRAGMA integrity_check(1)", cancellationToken) is var answer and not "ok")
                return $"{file} is damaged: {answer}";
            if (await AskAsync(connection, "SELECT count(*) FROM pragma_foreign_key_check",
                cancellationToken) is not 0L)
                return $"{file} is damaged: rows refer to rows that aren't there.";
            return null;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            return $"{file} isn't a whole Postbag backup.";
        }
    }

    /// <summary>The key of the side whose office the file holds; null if it holds none.</summary>
    public static async Task<string?> ReadSideAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(file, cancellationToken);
            return await AskAsync(connection, "SELECT side FROM office", cancellationToken) as string;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static async Task<SqliteConnection> OpenAsync(string file, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task<object?> AskAsync(
        SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
