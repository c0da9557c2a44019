using System.Formats.Tar;
using System.IO.Compression;
using Xunit;

namespace Postbag.Mime.Tests.Peers;

/// <summary>The corpora of other mail readers, which lie beside the repository and not in it. Tests that use them are
/// visibly skipped where they aren't.</summary>
internal static class SharedFixtures
{
    /// <summary>The files of an archive by their path in it; skips the test if there is no such archive.</summary>
    public static SortedDictionary<string, byte[]> Open(string archive)
    {
        var path = Path.Combine(Root, "data", "mail-fixtures", archive);
        if (!File.Exists(path))
            Assert.Skip($"The shared corpus {archive} isn't on this machine.");

        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            using var content = new MemoryStream();

            // A file without a byte has no stream.
            entry.DataStream?.CopyTo(content);
            files[entry.Name] = content.ToArray();
        }

        return files;
    }

    /// <summary>The folder named by POSTBAG_SHARED, or the one called "shared" beside the repository.</summary>
    private static string Root =>
        Environment.GetEnvironmentVariable("POSTBAG_SHARED") is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "..", "shared");
}
