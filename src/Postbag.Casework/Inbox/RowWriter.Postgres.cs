using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Postbag.Casework.Inbox;

internal sealed class PostgresRowWriter : RowWriter
{
    public override async Task InsertAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await using var command = Statement(connection, InsertOf(table), table, rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task<IReadOnlyList<long>> AddAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return [];
        await using var command =
            Statement(connection, $"{InsertOf(table)} RETURNING number, {table.Columns[0].Name}", table, rows);
        var numbers = new Dictionary<Guid, long>(rows.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) numbers[reader.GetGuid(1)] = reader.GetInt64(0);
        return [.. rows.Select(row => numbers[(Guid)row[0]!])];
    }

    public override async Task UpdateAsync(
        DbConnection connection, RowTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await using var command = Statement(
            connection,
            $"""
            UPDATE {table.Table} AS t SET {string.Join(", ", table.Columns.Skip(1).Select(column => $"{column.Name} = r.{column.Name}"))}
            FROM unnest({ListsOf(table)}) AS r ({NamesOf(table)}) WHERE t.{table.Columns[0].Name} = r.{table.Columns[0].Name}
            """,
            table, rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string InsertOf(RowTable table) =>
        $"INSERT INTO {table.Table} ({NamesOf(table)}) SELECT * FROM unnest({ListsOf(table)}) {table.Conflict}";

    private static string ListsOf(RowTable table) => string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"));

    private static NpgsqlCommand Statement(
        DbConnection connection, string sql, RowTable table, IReadOnlyList<object?[]> rows)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = i;
            var (type, values) = table.Columns[i].Kind switch
            {
                ColumnKind.Number => (NpgsqlDbType.Bigint, (object)rows.Select(row => (long?)row[column]).ToArray()),
                ColumnKind.Text => (NpgsqlDbType.Text, rows.Select(row => (string?)row[column]).ToArray()),
                _ => (NpgsqlDbType.Uuid, rows.Select(row => (Guid?)row[column]).ToArray()),
            };
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = type | NpgsqlDbType.Array });
        }

        return command;
    }
}
