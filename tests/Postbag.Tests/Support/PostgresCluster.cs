using System.Diagnostics;
using Npgsql;

namespace Postbag.Tests.Support;

/// <summary>A PostgreSQL server of the test run's own: a fresh cluster in a temporary folder, reached by a Unix socket,
/// gone with the process. One for the whole run; each test office has a database of its own in it.</summary>
public static class PostgresCluster
{
    private static readonly Lazy<Task<Server>> Running = new(StartAsync);
    private static int databases;

    /// <summary>An empty database's connection string.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var server = await Running.Value;
        var name = $"office{Interlocked.Increment(ref databases)}";
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return server.ConnectionString(name);
    }

    private static async Task<Server> StartAsync()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
            : null;
        if (binaries is null)
            throw new InvalidOperationException("PostgreSQL isn't installed: run bin/setup (or apt-get install postgresql).");
        var folder = Directory.CreateTempSubdirectory("pb-pg-").FullName;
        if (Environment.UserName == "root") await RunAsync("chown", ["postgres", folder]);
        var data = Path.Combine(folder, "data");
        await RunAsync(
            Path.Combine(binaries, "initdb"),
            ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        // fsync off: what a crash of the machine does to PostgreSQL is not what these tests are about.
        await RunAsync(
            Path.Combine(binaries, "pg_ctl"),
            ["-D", data, "-w", "-s", "-l", Path.Combine(folder, "log"), "-o",
                $"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=400", "start"]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            RunAsync(Path.Combine(binaries, "pg_ctl"), ["-D", data, "-s", "-m", "immediate", "stop"])
                .GetAwaiter().GetResult();
            Directory.Delete(folder, true);
        };
        return new Server(folder);
    }

    /// <summary>PostgreSQL refuses to run as root, so root becomes the user postgres first.</summary>
    private static async Task RunAsync(string program, string[] arguments)
    {
        var asPostgres = Environment.UserName == "root" && program != "chown";
        var start = asPostgres
            ? new ProcessStartInfo(
                "setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.UseShellExecute = false;
        start.WorkingDirectory = "/";
        // pg_ctl's output is not redirected: the server inherits the pipe and would keep it open for ever.
        start.RedirectStandardOutput = !program.EndsWith("pg_ctl", StringComparison.Ordinal);
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput) await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private sealed record Server(string SocketFolder)
    {
        public string ConnectionString(string database) =>
            $"Host={SocketFolder};Username=postgres;Database={database}";
    }
}
