using Xunit;

namespace Postbag.Places.Tests;

/// <summary>Official files that lie beside the project and are no part of it. Tests that need them are skipped without
/// them.</summary>
internal static class SharedGeography
{
    public static string FileOrSkip(string name)
    {
        var path = Path.Combine(Folder(), name.Replace('/', Path.DirectorySeparatorChar));
        if (!File.Exists(path))
            Assert.Skip($"The file {name} isn't there: it belongs in ../shared/data/geography (or set POSTBAG_SHARED).");
        return path;
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Postbag.slnx"))) root = root.Parent;
        var shared = Environment.GetEnvironmentVariable("POSTBAG_SHARED")
            ?? Path.Combine(root?.FullName ?? "", "..", "shared");
        return Path.Combine(shared, "data", "geography");
    }
}
