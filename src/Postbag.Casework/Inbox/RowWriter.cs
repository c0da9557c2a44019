using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>What a column of many rows holds.</summary>
internal enum ColumnKind
{
    Number,
    Text,
    Id,
}

/// <summary>Rows of a table that are written together.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">Their names, in the order of the values.</param>
/// <param name="Conflict">What to do with rows that are there already: an ON CONFLICT clause, or nothing.</param>
internal sealed record RowTable(
    string Table, IReadOnlyList<(string Name, ColumnKind Kind)> Columns, string Conflict = "");

/// <summary>Writes many rows as each engine does it quickest: one statement prepared once and run for each row, or one
/// that takes all of them. For use inside the engine's writes.</summary>
internal abstract class RowWriter
{
    public static RowWriter Of(Engine engine) =>
        engine is PostgresEngine ? new PostgresRowWriter() : new SqliteRowWriter(engine);

    /// <param name="connection">The engine's, within its write.</param>
    /// <param name="table">Where to.</param>
    /// <param name="rows">A value for each column; an id is a <see cref="Guid"/>, a number a
    /// <see cref="long"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract Task InsertAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>Inserts rows that get a number of their own.</summary>
    /// <param name="connection">The engine's, within its write.</param>
    /// <param name="table">Where to; its first column is the row's id.</param>
    /// <param name="rows">A value for each column.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The numbers, in the order of the rows.</returns>
    public abstract Task<IReadOnlyList<long>> AddAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>Sets the other columns of those rows whose first column has the first value.</summary>
    public abstract Task UpdateAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken);

    protected static string NamesOf(RowTable table) => string.Join(", ", table.Columns.Select(column => column.Name));
}
