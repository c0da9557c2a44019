using Postbag.Office;

namespace Postbag.Tests.Support;

/// <summary>Where a test's office is kept: on the engine this run is for.</summary>
/// <remarks>The whole suite runs twice, once an engine: POSTBAG_TEST_ENGINE is "sqlite" (or unset) or
/// "postgres".</remarks>
public static class TestPlace
{
    public static bool OnPostgres => Environment.GetEnvironmentVariable("POSTBAG_TEST_ENGINE") == "postgres";

    /// <summary>An empty place for one office.</summary>
    public static async Task<OfficeLocation> NewAsync() => await FindAsync(await NewArgumentsAsync());

    /// <summary>The command line's words for an empty place: --data DIR or --database CONNECTION.</summary>
    public static async Task<string[]> NewArgumentsAsync() => OnPostgres
        ? ["--database", await PostgresCluster.NewDatabaseAsync()]
        : ["--data", NewFolder()];

    /// <summary>The place those words name, as it is now.</summary>
    public static async Task<OfficeLocation> FindAsync(string[] arguments) =>
        (await OfficeLocation.FindAsync(
            arguments[0] == "--data" ? arguments[1] : null, arguments[0] == "--database" ? arguments[1] : null, null,
            CancellationToken.None)).Single();

    /// <summary>An empty folder that goes with the run.</summary>
    public static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("pb-test-").FullName;
        TestRun.AtEnd(() =>
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, true);
        });
        return folder;
    }
}
