using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

internal sealed class SqliteRowWriter(Engine engine) : RowWriter
{
    public override Task InsertAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        RunAsync(connection, InsertOf(table), rows, null, cancellationToken);

    public override async Task<IReadOnlyList<long>> AddAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        var numbers = new List<long>(rows.Count);
        await RunAsync(connection, InsertOf(table), rows, numbers, cancellationToken);
        return numbers;
    }

    public override Task UpdateAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        RunAsync(
            connection,
            $"""
            UPDATE {table.Table} SET {string.Join(", ", table.Columns.Skip(1).Select((column, i) => $"{column.Name} = ${i + 2}"))}
            WHERE {table.Columns[0].Name} = $1
            """,
            rows, null, cancellationToken);

    private static string InsertOf(RowTable table) =>
        $"""
        INSERT INTO {table.Table} ({NamesOf(table)})
        VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))}) {table.Conflict}
        """;

    /// <remarks>SQLite has nothing to wait for here.</remarks>
    private Task RunAsync(
        DbConnection connection, string sql, IReadOnlyList<object?[]> rows, List<long>? numbers,
        CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return Task.CompletedTask;
        using var statement = SqliteStatement.Of(connection, sql, rows[0].Length);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < row.Length; i++)
                if (row[i] is Guid id)
                    row[i] = engine.IdValue(id);
            if (numbers is null) statement.Run(row);
            else numbers.Add(statement.Insert(row));
        }

        return Task.CompletedTask;
    }
}
