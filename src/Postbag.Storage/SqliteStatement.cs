using System.Buffers;
using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Postbag.Storage;

/// <summary>A statement of an SQLite connection, prepared once and run for row after row. The provider's own commands
/// look each value's place up by its name for every row and make a reader for it besides, which costs more than most
/// rows do.</summary>
/// <remarks>Within the connection's transaction and by one thread at a time: nothing here waits for another
/// process.</remarks>
public sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly string[] names;
    private readonly int[] places;
    private readonly bool isReadOnly;

    /// <summary>Whether it stays prepared when whoever uses it is done.</summary>
    internal bool IsKept { get; init; }

    /// <param name="connection">Open, and open for as long as the statement is used.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="names">What its values are called, in the order in which they will be given.</param>
    public SqliteStatement(SqliteConnection connection, string sql, params string[] names)
    {
        ArgumentNullException.ThrowIfNull(connection);
        this.names = names;
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out statement), database);
        places = [.. names.Select(name => raw.sqlite3_bind_parameter_index(statement, name))];
        isReadOnly = raw.sqlite3_stmt_readonly(statement) != 0;
    }

    /// <summary>A statement whose values are called $1, $2 and so on; the connection's own, where it keeps
    /// statements.</summary>
    public static SqliteStatement Of(DbConnection connection, string sql, int values) =>
        (connection as IKeepsStatements)?.Keep(sql, values) ?? new((SqliteConnection)connection, sql, NamesOf(values));

    /// <summary>Whether a statement called so can be run by these values: by the same names in the same order, of kinds
    /// that SQLite has.</summary>
    public bool Fits(ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (values.Length != names.Length) return false;
        for (var i = 0; i < values.Length; i++)
            if (names[i] != values[i].Name || places[i] == 0 || !IsKnown(values[i].Value))
                return false;
        return raw.sqlite3_bind_parameter_count(statement) == names.Length;
    }

    /// <summary>Runs it with values in their order.</summary>
    /// <returns>How many rows it changed; -1 if it can't change any.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return Run();
    }

    /// <summary>As <see cref="Run(ReadOnlySpan{object?})"/>, with values that <see cref="Fits"/>.</summary>
    public int Run(ReadOnlySpan<(string Name, object? Value)> values)
    {
        Bind(values);
        return Run();
    }

    /// <summary>Runs it with values in their order, as far as its first row.</summary>
    /// <returns>The first column: a long, a double, a string or bytes; null for NULL and where there is no
    /// row.</returns>
    public object? Ask(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return Ask();
    }

    /// <summary>As <see cref="Ask(ReadOnlySpan{object?})"/>, with values that <see cref="Fits"/>.</summary>
    public object? Ask(ReadOnlySpan<(string Name, object? Value)> values)
    {
        Bind(values);
        return Ask();
    }

    /// <summary>Runs an INSERT of one row with values in their order. RETURNING would tell as much, by way of a table
    /// of its own, at twice the cost of the row.</summary>
    /// <returns>The row's number.</returns>
    public long Insert(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        Run();
        return raw.sqlite3_last_insert_rowid(database);
    }

    /// <summary>The first column of every row, as a number, by values that <see cref="Fits"/>.</summary>
    public List<long> Numbers(ReadOnlySpan<(string Name, object? Value)> values)
    {
        Bind(values);
        try
        {
            var numbers = new List<long>();
            while (Step()) numbers.Add(raw.sqlite3_column_int64(statement, 0));
            return numbers;
        }
        finally
        {
            End();
        }
    }

    /// <summary>One that its connection keeps stays as it is.</summary>
    public void Dispose()
    {
        if (!IsKept) statement.Dispose();
    }

    internal static string[] NamesOf(int values) => [.. Enumerable.Range(1, values).Select(i => $"${i}")];

    /// <summary>Ends one that was kept.</summary>
    internal void LetGo() => statement.Dispose();

    private int Run()
    {
        try
        {
            while (Step())
            {
                // Whoever runs it doesn't want its rows.
            }

            return isReadOnly ? -1 : raw.sqlite3_changes(database);
        }
        finally
        {
            End();
        }
    }

    private object? Ask()
    {
        try
        {
            return Step() ? Value(0) : null;
        }
        finally
        {
            End();
        }
    }

    /// <returns>Whether there is a row.</returns>
    private bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, database);
        return false;
    }

    /// <summary>Lets go of the rows, and of the values: a large letter needn't stay in memory until the next.</summary>
    private void End()
    {
        // A failure has been told already; this tells it again.
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }

    private object? Value(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, column).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, column).ToArray(),
        _ => null,
    };

    private void Bind(ReadOnlySpan<object?> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, places.Length, nameof(values));
        for (var i = 0; i < values.Length; i++) Bind(places[i], values[i]);
    }

    private void Bind(ReadOnlySpan<(string Name, object? Value)> values)
    {
        for (var i = 0; i < values.Length; i++) Bind(places[i], values[i].Value);
    }

    private void Bind(int place, object? value)
    {
        var code = value switch
        {
            null or DBNull => raw.sqlite3_bind_null(statement, place),
            long number => raw.sqlite3_bind_int64(statement, place, number),
            int number => raw.sqlite3_bind_int64(statement, place, number),
            bool isTrue => raw.sqlite3_bind_int64(statement, place, isTrue ? 1 : 0),
            // A span without anything in it would be bound as NULL.
            "" => raw.sqlite3_bind_text(statement, place, ""),
            string text => BindText(place, text),
            byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
            double number => raw.sqlite3_bind_double(statement, place, number),
            _ => throw new NotSupportedException($"SQLite has no {value.GetType().Name}."),
        };
        SqliteException.ThrowExceptionForRC(code, database);
    }

    /// <remarks>SQLite keeps a copy of its own.</remarks>
    private int BindText(int place, string text)
    {
        var room = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(statement, place, room.AsSpan(0, Encoding.UTF8.GetBytes(text, room)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static bool IsKnown(object? value) =>
        value is null or DBNull or long or int or bool or string or byte[] or double;
}
