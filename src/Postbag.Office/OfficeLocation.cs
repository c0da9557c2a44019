using Postbag.Storage;

namespace Postbag.Office;

/// <summary>Something people can put right, in one sentence: the command prints it and exits with 1.</summary>
public sealed class CannotException(string sentence, Exception? inner = null) : Exception(sentence, inner);

/// <summary>Where an office's database is: a folder with one SQLite file, or a schema in a PostgreSQL
/// database.</summary>
public abstract class OfficeLocation
{
    /// <summary>The short name: the folder's or the schema's, without the side.</summary>
    public abstract string Name { get; }

    /// <summary>The key of the side whose office is there; null if there is none yet.</summary>
    public abstract string? SideKey { get; }

    /// <summary>Opens the database, which need not exist yet, for a side.</summary>
    public abstract Task<Engine> OpenAsync(Side side, CancellationToken cancellationToken);

    /// <summary>Puts a backup here, where no office is yet, whole or not at all.</summary>
    /// <returns>The key of the side it is of.</returns>
    /// <exception cref="CannotException">An office is here already, or the file isn't a backup that can come
    /// here.</exception>
    public abstract Task<string> RestoreAsync(string file, CancellationToken cancellationToken);

    protected void RefuseIfTaken()
    {
        if (SideKey is not null)
            throw new CannotException(
                $"There is an office at {this} already. Restore into an empty place; nothing was changed.");
    }

    /// <summary>How it is named to people in sentences and settings; never with a password.</summary>
    public abstract override string ToString();

    /// <summary>The offices found at what the command line named.</summary>
    /// <param name="data">--data: an office's folder, or a folder of such folders.</param>
    /// <param name="database">--database: a PostgreSQL connection string; takes the place of data.</param>
    /// <param name="office">--office: which of several; null for the only one, or for all when serving.</param>
    /// <returns>At least one; where nothing is yet, the place where an office would be made.</returns>
    public static async Task<IReadOnlyList<OfficeLocation>> FindAsync(
        string? data, string? database, string? office, CancellationToken cancellationToken) =>
        (data, database) switch
        {
            ({ } folder, null) => FolderLocation.Find(folder, office),
            (null, { } connection) => await SchemaLocation.FindAsync(connection, office, cancellationToken),
            (null, null) => throw new CannotException("Say where the office is: --data DIR or --database CONNECTION."),
            _ => throw new CannotException("Give either --data or --database, not both."),
        };
}
