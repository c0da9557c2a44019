using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Postbag.Storage;

/// <summary>A connection that keeps the statements it is asked for again and again prepared: to prepare one costs more
/// than to insert a row with it. (PostgreSQL's driver does so itself, for the connections of its pool.)</summary>
public interface IKeepsStatements
{
    /// <summary>The statement for values of these names, null if it isn't kept.</summary>
    SqliteStatement? Find(string sql, ReadOnlySpan<(string Name, object? Value)> values);

    /// <summary>The statement whose values are called $1, $2 and so on, kept from now on.</summary>
    SqliteStatement Keep(string sql, int values);
}

/// <summary>The connection of an SQLite office's one writer.</summary>
internal sealed class WriterConnection(string connectionString) : SqliteConnection(connectionString), IKeepsStatements
{
    /// <summary>So many are kept; those that come later are prepared each time.</summary>
    private const int Most = 200;

    // Null for what was asked for once: most is never asked for again.
    private readonly Dictionary<string, SqliteStatement?> statements = [];

    public SqliteStatement? Find(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!statements.TryGetValue(sql, out var kept))
        {
            if (statements.Count < Most) statements.Add(sql, null);
            return null;
        }

        kept ??= statements[sql] = new SqliteStatement(this, sql, NamesOf(values)) { IsKept = true };
        return kept.Fits(values) ? kept : null;
    }

    /// <remarks>Those who ask for it are few, and their statements don't change.</remarks>
    public SqliteStatement Keep(string sql, int values)
    {
        if (!statements.TryGetValue(sql, out var kept) || kept is null)
            statements[sql] = kept = new SqliteStatement(this, sql, SqliteStatement.NamesOf(values)) { IsKept = true };
        return kept;
    }

    public override void Close()
    {
        foreach (var statement in statements.Values) statement?.LetGo();
        statements.Clear();
        base.Close();
    }

    private static string[] NamesOf(ReadOnlySpan<(string Name, object? Value)> values)
    {
        var names = new string[values.Length];
        for (var i = 0; i < names.Length; i++) names[i] = values[i].Name;
        return names;
    }
}
