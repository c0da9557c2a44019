using System.Data.Common;
using Microsoft.Data.Sqlite;
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
        await RunAsync(connection, $"{InsertOf(table)} RETURNING number", rows, numbers, cancellationToken);
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

    /// <remarks>The command keeps what was prepared while its text stays. SQLite has nothing to wait for here.</remarks>
    private async Task RunAsync(
        DbConnection connection, string sql, IReadOnlyList<object?[]> rows, List<long>? numbers, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await using var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= rows[0].Length; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = row[i] is Guid id ? engine.IdValue(id) : row[i] ?? DBNull.Value;
            if (numbers is null) command.ExecuteNonQuery();
            else numbers.Add((long)command.ExecuteScalar()!);
        }
    }
}
