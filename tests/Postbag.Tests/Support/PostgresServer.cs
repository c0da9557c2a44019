using System.Diagnostics;
using Npgsql;

namespace Postbag.Tests.Support;

/// <summary>A PostgreSQL server in a temporary folder, reached by a Unix socket; it can be killed, started again,
/// copied to a standby and promoted. Gone with the run.</summary>
public sealed class PostgresServer
{
    private readonly string binaries;
    private readonly string data;

    private PostgresServer(string binaries, string folder)
    {
        (this.binaries, Folder, data) = (binaries, folder, Path.Combine(folder, "data"));
        TestRun.AtEnd(() =>
        {
            if (File.Exists(Path.Combine(data, "postmaster.pid"))) StopAsync().GetAwaiter().GetResult();
            Directory.Delete(Folder, true);
        });
    }

    /// <summary>Holds its data and its socket.</summary>
    public string Folder { get; }

    public string ConnectionString(string database) => $"Host={Folder};Username=postgres;Database={database}";

    /// <summary>A new server with nothing in it, not started yet.</summary>
    public static async Task<PostgresServer> MakeAsync()
    {
        var server = await MakeEmptyAsync();
        await server.RunAsync(
            "initdb", ["-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                "--no-sync"]);
        return server;
    }

    /// <summary>A standby: a copy of this server, which follows it, under a name by which it can be waited
    /// for.</summary>
    public async Task<PostgresServer> MakeStandbyAsync(string name)
    {
        var standby = await MakeEmptyAsync();
        await standby.RunAsync(
            "pg_basebackup",
            ["-D", standby.data, "-d", $"host={Folder} user=postgres application_name={name}", "-R", "-X", "stream",
                "-c", "fast", "--no-sync"]);
        return standby;
    }

    /// <param name="options">Further settings of the server, as "-c name=value".</param>
    public Task StartAsync(string options) => RunAsync(
        "pg_ctl",
        ["-D", data, "-w", "-s", "-l", Path.Combine(Folder, "log"), "-o",
            $"-k {Folder} -c listen_addresses='' {options}", "start"]);

    /// <summary>As a crash of it would: nothing is finished, nobody is told.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", ["-D", data, "-s", "-w", "-m", "immediate", "stop"]);

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => RunAsync("pg_ctl", ["-D", data, "-s", "-w", "promote"]);

    /// <summary>An empty database's connection string.</summary>
    public async Task<string> NewDatabaseAsync(string name)
    {
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<PostgresServer> MakeEmptyAsync()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
            : null;
        if (binaries is null)
            throw new InvalidOperationException(
                "PostgreSQL isn't installed: run bin/setup (or apt-get install postgresql).");
        var server = new PostgresServer(binaries, Directory.CreateTempSubdirectory("pb-pg-").FullName);
        if (Environment.UserName == "root") await server.RunAsync("chown", ["postgres", server.Folder]);
        return server;
    }

    /// <summary>PostgreSQL refuses to run as root, so root becomes the user postgres first.</summary>
    private async Task RunAsync(string program, string[] arguments)
    {
        var path = program == "chown" ? program : Path.Combine(binaries, program);
        var asPostgres = Environment.UserName == "root" && program != "chown";
        var start = asPostgres
            ? new ProcessStartInfo(
                "setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.UseShellExecute = false;
        start.WorkingDirectory = "/";
        // pg_ctl's output is not redirected: the server inherits the pipe and would keep it open for ever.
        start.RedirectStandardOutput = program != "pg_ctl";
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput) await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
