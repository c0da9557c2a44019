namespace Postbag.Tests.Support;

/// <summary>A PostgreSQL server of the test run's own, gone with the process. One for the whole run; each test office
/// has a database of its own in it.</summary>
public static class PostgresCluster
{
    private static readonly Lazy<Task<PostgresServer>> Running = new(async () =>
    {
        var server = await PostgresServer.MakeAsync();
        // fsync off: what a crash of the machine does to PostgreSQL is not what these tests are about.
        await server.StartAsync("-c fsync=off -c max_connections=400");
        return server;
    });

    private static int databases;

    /// <summary>An empty database's connection string.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var server = await Running.Value;
        return await server.NewDatabaseAsync($"office{Interlocked.Increment(ref databases)}");
    }
}
