using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Postbag.Storage;

/// <summary>A connection that keeps the statements it is asked for again and again prepared: to prepare one costs more than
/// to insert a row with it. (PostgreSQL's driver does so itself, for the connections of its pool.)</summary>
public interface IKeepsStatements
{
    /// <summary>The statement with these values in place, not to be disposed; null if it isn't kept.</summary>
    DbCommand? Find(string sql, (string Name, object? Value)[] values);
}

/// <summary>The connection of an SQLite office's one writer.</summary>
internal sealed class WriterConnection(string connectionString) : SqliteConnection(connectionString), IKeepsStatements
{
    /// <summary>So many are kept; those that come later are prepared each time.</summary>
    private const int Most = 200;

    // Null for what was asked for once: most is never asked for again. They go with the connection.
    private readonly Dictionary<string, SqliteCommand?> statements = [];

    public DbCommand? Find(string sql, (string Name, object? Value)[] values)
    {
        if (!statements.TryGetValue(sql, out var kept))
        {
            if (statements.Count < Most) statements.Add(sql, null);
            return null;
        }

        if (kept is null)
        {
            kept = CreateCommand();
            kept.CommandText = sql;
            foreach (var (name, value) in values) kept.Parameters.AddWithValue(name, value ?? DBNull.Value);
            statements[sql] = kept;
            return kept;
        }

        if (kept.Parameters.Count != values.Length) return null;
        for (var i = 0; i < values.Length; i++)
        {
            if (kept.Parameters[i].ParameterName != values[i].Name) return null;
            kept.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }

        return kept;
    }
}
