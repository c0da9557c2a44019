using Xunit;

namespace Postbag.Tests.Support;

/// <summary>Real mail that lies beside the project and is no part of it. Tests that need it are skipped without
/// it.</summary>
public static class SharedData
{
    public static string MailOrSkip(string file)
    {
        var folder = Environment.GetEnvironmentVariable("POSTBAG_SHARED")
            ?? Path.Combine(Repository.Root, "..", "shared");
        var path = Path.Combine(folder, "data", "mail", file);
        if (!File.Exists(path))
            Assert.Skip($"The archive {file} isn't there: it belongs in ../shared/data/mail (or set POSTBAG_SHARED).");
        return path;
    }
}
