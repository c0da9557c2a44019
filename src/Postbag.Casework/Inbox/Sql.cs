using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Plain SQL on either engine, for what is too hot or too early for the object mapper.</summary>
internal static class Sql
{
    /// <summary>A command with its values in place; null is written as NULL. The caller disposes it.</summary>
    public static DbCommand Command(
        this DbConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static async Task<int> ExecuteAsync(
        this DbConnection connection, string sql, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((connection as IKeepsStatements)?.Find(sql, values) is { } kept) return kept.Run(values);
        await using var command = connection.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of all rows as numbers.</summary>
    public static async Task<List<long>> NumbersAsync(
        this DbConnection connection, string sql, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((connection as IKeepsStatements)?.Find(sql, values) is { } kept) return kept.Numbers(values);
        await using var command = connection.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var numbers = new List<long>();
        while (await reader.ReadAsync(cancellationToken)) numbers.Add(reader.GetInt64(0));
        return numbers;
    }

    /// <summary>The first column of the first row as a number; null if there is no row, or NULL in it.</summary>
    public static async Task<long?> NumberAsync(
        this DbConnection connection, string sql, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((connection as IKeepsStatements)?.Find(sql, values) is { } kept) return NumberOf(kept.Ask(values));
        await using var command = connection.Command(sql, values);
        return NumberOf(await command.ExecuteScalarAsync(cancellationToken));
    }

    private static long? NumberOf(object? answer) => answer switch
    {
        null or DBNull => null,
        var number => Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture),
    };
}
