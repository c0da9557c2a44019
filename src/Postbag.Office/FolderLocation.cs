using Postbag.Storage;

namespace Postbag.Office;

/// <summary>A folder with one office in it: casework.db or party.db, never both.</summary>
internal sealed class FolderLocation : OfficeLocation
{
    private readonly string folder;

    private FolderLocation(string folder)
    {
        this.folder = folder;
        var files = FilesIn(folder);
        if (files.Count > 1)
        {
            throw new CannotException(
                $"{folder} holds the databases of two sides. Each side needs a folder of its own; move one of them away.");
        }

        SideKey = files.Count == 0 ? null : Path.GetFileNameWithoutExtension(files[0]);
    }

    public override string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    public override string? SideKey { get; }

    public static IReadOnlyList<OfficeLocation> Find(string data, string? office)
    {
        if (File.Exists(data)) throw new CannotException($"{data} is a file; --data names a folder.");
        if (office is not null) return [new FolderLocation(Path.Combine(data, SafeName(office)))];
        if (!Directory.Exists(data) || FilesIn(data).Count > 0) return [new FolderLocation(data)];
        var offices = Directory.GetDirectories(data).Where(folder => FilesIn(folder).Count > 0)
            .Order(StringComparer.Ordinal).Select(folder => new FolderLocation(folder)).ToList();
        return offices.Count > 0 ? offices : [new FolderLocation(data)];
    }

    public override Task<Engine> OpenAsync(Side side, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotException($"The folder {folder} can't be made: {failure.Message}", failure);
        }

        return Task.FromResult<Engine>(new SqliteEngine(Path.Combine(folder, side.Key + ".db")));
    }

    public override async Task<string> RestoreAsync(string file, CancellationToken cancellationToken)
    {
        RefuseIfTaken();
        if (PostgresTools.IsDump(file))
            throw new CannotException($"{file} was made on PostgreSQL: restore it with --database.");
        if (await SqliteBackup.FindFaultAsync(file, cancellationToken) is { } fault) throw new CannotException(fault);
        var side = await SqliteBackup.ReadSideAsync(file, cancellationToken)
            ?? throw new CannotException($"{file} isn't a Postbag backup.");
        try
        {
            Directory.CreateDirectory(folder);
            var part = Path.Combine(folder, $"{side}.db.part");
            await CopyAsync(file, part, cancellationToken);
            File.Move(part, Path.Combine(folder, $"{side}.db"));
            return side;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotException($"The backup can't be written to {folder}: {failure.Message}", failure);
        }
    }

    public override string ToString() => folder;

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(from);
        await using var target = File.Create(to);
        await source.CopyToAsync(target, cancellationToken);
        target.Flush(flushToDisk: true);
    }

    private static List<string> FilesIn(string folder) =>
        Directory.Exists(folder)
            ? new[] { "casework.db", "party.db" }.Select(name => Path.Combine(folder, name)).Where(File.Exists).ToList()
            : [];

    private static string SafeName(string office) =>
        office.Length > 0 && office is not ("." or "..") && office.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
            ? office
            : throw new CannotException($"\"{office}\" can't be an office's name: it has to be a folder's name.");
}
