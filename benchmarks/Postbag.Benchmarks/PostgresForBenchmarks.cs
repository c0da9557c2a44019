using System.Diagnostics;

namespace Postbag.Benchmarks;

/// <summary>Debian's PostgreSQL in a folder of its own, reached by a Unix socket, with its own settings but for the
/// checkpoints' length: what it says is committed is on disk.</summary>
internal sealed class PostgresForBenchmarks : IAsyncDisposable
{
    private readonly string binaries;

    private PostgresForBenchmarks(string binaries, string folder) => (this.binaries, Folder) = (binaries, folder);

    public string ConnectionString => $"Host={Folder};Username=postgres;Database=postgres";

    private string Folder { get; }

    public static async Task<PostgresForBenchmarks> StartAsync()
    {
        var binaries = Directory.GetDirectories("/usr/lib/postgresql").Order().Last() + "/bin/";
        var server = new PostgresForBenchmarks(
            binaries, Directory.CreateTempSubdirectory("postbag-bench-pg-").FullName);
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", server.Folder);
        await server.RunAsPostgresAsync(
            "initdb", "-D", server.Folder + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
            "--no-sync");
        await server.RunAsPostgresAsync(
            "pg_ctl", "-D", server.Folder + "/data", "-w", "-s", "-l", server.Folder + "/log", "-o",
            $"-k {server.Folder} -c listen_addresses='' -c max_wal_size=4GB", "start");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsPostgresAsync("pg_ctl", "-D", Folder + "/data", "-s", "-w", "-m", "immediate", "stop");
        Directory.Delete(Folder, true);
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private Task RunAsPostgresAsync(string program, params string[] words) => Environment.UserName == "root"
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", binaries + program, .. words])
        : RunAsync(binaries + program, words);

    private static async Task RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
