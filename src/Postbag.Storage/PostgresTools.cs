using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace Postbag.Storage;

/// <summary>pg_dump or pg_restore isn't there, or failed: the message is a sentence for people.</summary>
public sealed class PostgresToolException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>pg_dump and pg_restore, the only whole backup PostgreSQL has: run as child processes.</summary>
public static partial class PostgresTools
{
    public static Task DumpAsync(
        string connectionString, string schema, string file, CancellationToken cancellationToken) =>
        RunAsync(
            "pg_dump", ["--format=custom", $"--schema={schema}", $"--file={file}"], connectionString,
            cancellationToken);

    /// <summary>Whether a file begins as pg_dump's custom format does.</summary>
    public static bool IsDump(string file)
    {
        Span<byte> start = stackalloc byte[5];
        using var stream = File.OpenRead(file);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.SequenceEqual("PGDMP"u8);
    }

    /// <summary>Reads a dump from its first byte to its last, unpacking everything in it.</summary>
    /// <exception cref="PostgresToolException">It isn't whole.</exception>
    public static Task ReadBackAsync(string file, CancellationToken cancellationToken) =>
        RunAsync("pg_restore", ["--file=/dev/null", file], null, cancellationToken);

    /// <summary>The schema a dump was made of; null if it holds none of Postbag's.</summary>
    public static async Task<string?> ReadSchemaNameAsync(string file, CancellationToken cancellationToken)
    {
        var list = await RunAsync("pg_restore", ["--list", file], null, cancellationToken);
        return SchemaLine().Match(list) is { Success: true } line ? line.Groups["name"].Value : null;
    }

    /// <summary>Puts a dump back into the schema it was made of, which is there and empty.</summary>
    public static Task RestoreAsync(
        string connectionString, string schema, string file, CancellationToken cancellationToken)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        return RunAsync(
            "pg_restore",
            ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
                $"--role={PostgresEngine.RoleOf(connectionString, schema)}", $"--schema={schema}",
                $"--dbname={database}", file],
            connectionString, cancellationToken);
    }

    private static async Task<string> RunAsync(
        string tool, string[] arguments, string? connectionString, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        if (connectionString is not null) SetConnection(start.Environment, connectionString);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0) throw new PostgresToolException($"{tool} failed: {(await error).Trim()}");
            return output;
        }
        catch (Win32Exception notFound)
        {
            throw new PostgresToolException(
                $"{tool} isn't installed (Debian: apt-get install postgresql-client).", notFound);
        }
    }

    /// <remarks>By the environment, because a command line can be read by everyone on the machine.</remarks>
    private static void SetConnection(IDictionary<string, string?> environment, string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        environment["PGHOST"] = settings.Host;
        environment["PGPORT"] = settings.Port.ToString();
        environment["PGUSER"] = settings.Username;
        environment["PGPASSWORD"] = settings.Password;
        environment["PGDATABASE"] = settings.Database;
    }

    [GeneratedRegex(
        @" SCHEMA - (?<name>[a-z][a-z0-9_]*) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SchemaLine();
}
