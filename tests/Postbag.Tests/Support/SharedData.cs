using Xunit;

namespace Postbag.Tests.Support;

/// <summary>Real mail that lies beside the project and is no part of it. Tests that need it are skipped without it.</summary>
public static class SharedData
{
    public static string MailOrSkip(string file)
    {
        var folder = Environment.GetEnvironmentVariable("POSTBAG_SHARED") ?? FindShared();
        var path = folder is null ? null : Path.Combine(folder, "data", "mail", file);
        if (path is null || !File.Exists(path))
            Assert.Skip($"The archive {file} isn't there: it belongs in ../shared/data/mail (or set POSTBAG_SHARED).");
        return path;
    }

    private static string? FindShared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Postbag.slnx")))
                return Path.Combine(folder.FullName, "..", "shared");
        return null;
    }
}
