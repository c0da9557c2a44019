using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Postbag.Casework.Inbox;

/// <summary>The statements an SQLite connection is asked for again and again, prepared once: preparing one costs more than
/// inserting a row with it. They go with their connection.</summary>
/// <remarks>PostgreSQL's driver does this itself, for the connections of its pool.</remarks>
internal sealed class KeptStatements
{
    /// <summary>So many are kept of a connection; those that come later are prepared each time.</summary>
    private const int Most = 200;

    private static readonly ConditionalWeakTable<SqliteConnection, KeptStatements> OfConnections = [];

    // Null for what was asked for once: most is never asked for again.
    private readonly Dictionary<string, DbCommand?> statements = [];

    /// <summary>The statement with these values in place; null if it isn't kept.</summary>
    public static DbCommand? Find(DbConnection connection, string sql, (string Name, object? Value)[] values) =>
        connection is SqliteConnection its ? OfConnections.GetOrCreateValue(its).Find(its, sql, values) : null;

    private DbCommand? Find(SqliteConnection connection, string sql, (string Name, object? Value)[] values)
    {
        if (!statements.TryGetValue(sql, out var kept))
        {
            if (statements.Count < Most) statements.Add(sql, null);
            return null;
        }

        if (kept is null)
        {
            statements[sql] = kept = connection.Command(sql, values);
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
