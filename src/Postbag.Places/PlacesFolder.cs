using Postbag.Places.Geometry;

namespace Postbag.Places;

/// <summary>The folder in which an installation keeps its places: one index, and beside it boundaries and
/// representatives.</summary>
/// <remarks>Whether a newer file is there is asked with every use, for the price of a question to the file system; so a
/// running server takes it up by itself. Whoever looks up thousands takes the index once. Safe for use by many
/// threads.</remarks>
/// <param name="path">The folder; it need not exist.</param>
public sealed class PlacesFolder(string path)
{
    private readonly Lock changing = new();
    private Held<PlaceIndex?> index = new(null, null, null);
    private Held<Representatives> representatives = new(new([]), null, null);

    /// <summary>The folder; it need not exist.</summary>
    public string Folder => path;

    /// <summary>The index's file.</summary>
    public string IndexPath => Path.Combine(path, PlaceIndex.FileName);

    /// <summary>The index that is there now; null if there is none that can be used.</summary>
    public PlaceIndex? Index => LookForIndex().Value;

    /// <summary>Why there is no index, in a sentence for people; null if there is one.</summary>
    public string? WhyNot => LookForIndex().WhyNot;

    /// <summary>Who represents which area, as the file that is there now says; nobody if there is none.</summary>
    public Representatives Representatives => Look(
        ref representatives, RepresentativesPath, file => new(Representatives.Read(file), null, null)).Value;

    internal string BoundariesPath => Path.Combine(path, BoundaryFile.FileName);

    internal string RepresentativesPath => Path.Combine(path, Representatives.FileName);

    private Held<PlaceIndex?> LookForIndex() => Look(
        ref index, IndexPath, file => new(PlaceIndex.TryOpen(file, out var whyNot), whyNot, null));

    private Held<T> Look<T>(ref Held<T> held, string file, Func<string, Held<T>> read)
    {
        var mark = MarkOf(file);
        if (Volatile.Read(ref held) is var seen && seen.Mark == mark) return seen;
        lock (changing)
        {
            if (held.Mark == mark) return held;
            var looked = read(file) with { Mark = mark };
            Volatile.Write(ref held, looked);
            return looked;
        }
    }

    /// <summary>What changes when a file is replaced by another; empty if there is none.</summary>
    private static string MarkOf(string file) => new FileInfo(file) is { Exists: true } there
        ? $"{new DateTimeOffset(there.LastWriteTimeUtc).Ticks} {there.Length}"
        : "";

    /// <summary>What was found when it was last looked.</summary>
    /// <param name="Value">What was read.</param>
    /// <param name="WhyNot">Why it can't be used.</param>
    /// <param name="Mark">The file it was read from; null if none has been looked at.</param>
    private sealed record Held<T>(T Value, string? WhyNot, string? Mark);
}
