namespace Postbag.Mime.Tests;

/// <summary>Where the repository lies that these tests were built from.</summary>
internal static class Repository
{
    public static string TestFile(params string[] path) =>
        Path.Combine([Root, "tests", "Postbag.Mime.Tests", .. path]);

    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Postbag.slnx")))
                folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
        }
    }
}
