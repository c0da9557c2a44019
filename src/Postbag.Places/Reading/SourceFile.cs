using System.IO.Compression;

namespace Postbag.Places.Reading;

/// <summary>A file that was named, and what is in it: itself, what a .gz holds, or the files of a .zip. Which, its
/// first bytes say.</summary>
internal sealed class SourceFile : IDisposable
{
    /// <summary>A zip may hold so many files; the largest official one has some 300.</summary>
    private const int MaxEntries = 10_000;

    private readonly FileStream file;
    private readonly ZipArchive? archive;

    private SourceFile(FileStream file, PlacesProgress progress)
    {
        this.file = file;
        Name = Path.GetFileName(file.Name);
        var counted = new CountedStream(file, progress);
        Span<byte> first = stackalloc byte[4];
        var length = file.ReadAtLeast(first, 4, throwOnEndOfStream: false);
        file.Position = 0;
        if (length == 4 && first.SequenceEqual("PK\u0003\u0004"u8))
        {
            archive = new ZipArchive(counted, ZipArchiveMode.Read);
            if (archive.Entries.Count > MaxEntries)
                throw new PlacesException(
                    $"{Name} holds more than {MaxEntries:N0} files: it isn't one of the official ones.");
            Parts = PartsOf(archive);
            return;
        }

        var isGzip = length >= 2 && first[0] == 0x1f && first[1] == 0x8b;
        Parts =
        [
            new SourcePart(Name, file.Length, () =>
            {
                file.Position = 0;
                return isGzip ? new GZipStream(counted, CompressionMode.Decompress, leaveOpen: true) : counted;
            }),
        ];
    }

    /// <summary>The file's name, without its folder.</summary>
    public string Name { get; }

    public IReadOnlyList<SourcePart> Parts { get; }

    /// <summary>Opens a file and looks into it.</summary>
    /// <exception cref="PlacesException">It isn't there, can't be read or is damaged.</exception>
    public static SourceFile Open(string path, PlacesProgress progress)
    {
        FileStream file;
        try
        {
            if (Directory.Exists(path)) throw new PlacesException($"{path} is a folder: name the files in it.");
            file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PlacesException($"There is no file {path}.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PlacesException($"{path} can't be read: {failure.Message}", failure);
        }

        try
        {
            return new SourceFile(file, progress);
        }
        catch (Exception failure)
        {
            file.Dispose();
            if (failure is not InvalidDataException) throw;
            throw new PlacesException($"{path} is a damaged zip file, or is cut short. Download it again.", failure);
        }
    }

    /// <summary>The files in a zip, biggest first: a zip of ONS's holds the whole country in one file and again in many
    /// small ones, one for each postcode area.</summary>
    private static List<SourcePart> PartsOf(ZipArchive archive) =>
    [
        .. archive.Entries.Where(entry => entry.Length > 0).OrderByDescending(entry => entry.Length)
            .ThenBy(entry => entry.FullName, StringComparer.Ordinal)
            .Select(entry => new SourcePart(entry.FullName, entry.Length, entry.Open)),
    ];

    public void Dispose()
    {
        archive?.Dispose();
        file.Dispose();
    }
}

/// <summary>A file, or one in a zip.</summary>
/// <param name="Name">Its name, with its folders in the zip.</param>
/// <param name="Length">How many bytes it says it has; nothing depends on it being true.</param>
/// <param name="Open">Opens it at its beginning; one part of a file at a time.</param>
internal sealed record SourcePart(string Name, long Length, Func<Stream> Open);
