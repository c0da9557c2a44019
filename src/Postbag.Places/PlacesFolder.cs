namespace Postbag.Places;

/// <summary>The folder in which an installation keeps its places: one index, and beside it boundaries and representatives.</summary>
/// <remarks>Whether a newer index is there is asked with every use, for the price of a question to the file system; so a running server
/// takes it up by itself. Whoever looks up thousands takes the index once. Safe for use by many threads.</remarks>
/// <param name="path">The folder; it need not exist.</param>
public sealed class PlacesFolder(string path)
{
    private readonly Lock changing = new();
    private Held held = new(null, null, null);

    /// <summary>The folder; it need not exist.</summary>
    public string Folder => path;

    /// <summary>The index's file.</summary>
    public string IndexPath => Path.Combine(path, PlaceIndex.FileName);

    /// <summary>The index that is there now; null if there is none that can be used.</summary>
    public PlaceIndex? Index => Look().Index;

    /// <summary>Why there is no index, in a sentence for people; null if there is one.</summary>
    public string? WhyNot => Look().WhyNot;

    private Held Look()
    {
        var mark = MarkOf(IndexPath);
        if (Volatile.Read(ref held) is var seen && seen.Mark == mark) return seen;
        lock (changing)
        {
            if (held.Mark == mark) return held;
            var index = PlaceIndex.TryOpen(IndexPath, out var whyNot);
            var looked = new Held(index, mark, whyNot);
            Volatile.Write(ref held, looked);
            return looked;
        }
    }

    /// <summary>What changes when a file is replaced by another; empty if there is none.</summary>
    private static string MarkOf(string file) => new FileInfo(file) is { Exists: true } there
        ? $"{new DateTimeOffset(there.LastWriteTimeUtc).Ticks} {there.Length}"
        : "";

    /// <summary>What was found when it was last looked.</summary>
    /// <param name="Index">The index; null if it can't be used.</param>
    /// <param name="Mark">The file it was read from; null if none has been looked at.</param>
    /// <param name="WhyNot">Why there is no index.</param>
    private sealed record Held(PlaceIndex? Index, string? Mark, string? WhyNot);
}
