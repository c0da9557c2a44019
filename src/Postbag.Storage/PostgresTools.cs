using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Postbag.Storage;

/// <summary>pg_dump and pg_restore, the only whole backup PostgreSQL has: run as child processes.</summary>
public static class PostgresTools
{
    public static Task DumpAsync(
        string connectionString, string schema, string file, CancellationToken cancellationToken) =>
        RunAsync("pg_dump", connectionString, ["--format=custom", $"--schema={schema}", $"--file={file}"], cancellationToken);

    /// <summary>Puts a dump back under the schema's name it was made with; the schema must be empty of tables.</summary>
    public static Task RestoreAsync(string connectionString, string file, CancellationToken cancellationToken) =>
        RunAsync(
            "pg_restore", connectionString, ["--exit-on-error", "--single-transaction", file], cancellationToken,
            withDatabase: true);

    private static async Task RunAsync(
        string tool, string connectionString, string[] arguments, CancellationToken cancellationToken,
        bool withDatabase = false)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true, UseShellExecute = false };
        if (withDatabase) start.ArgumentList.Add($"--dbname={settings.Database}");
        // By environment, because a command line can be read by everyone on the machine.
        start.Environment["PGHOST"] = settings.Host;
        start.Environment["PGPORT"] = settings.Port.ToString();
        start.Environment["PGUSER"] = settings.Username;
        start.Environment["PGPASSWORD"] = settings.Password;
        start.Environment["PGDATABASE"] = settings.Database;
        try
        {
            using var process = Process.Start(start)!;
            var error = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0) throw new InvalidOperationException($"{tool} failed: {error.Trim()}");
        }
        catch (Win32Exception notFound)
        {
            throw new InvalidOperationException($"{tool} isn't installed (Debian: apt-get install postgresql-client).", notFound);
        }
    }
}
