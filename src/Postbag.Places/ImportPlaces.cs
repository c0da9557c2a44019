using Postbag.Places.Building;
using Postbag.Places.Geometry;
using Postbag.Places.Reading;

namespace Postbag.Places;

/// <summary>Takes official files into a folder's index: all of them, or, if one can't be used, none, and the index
/// stays as it was.</summary>
public sealed class ImportPlaces(PlacesFolder folder, TimeProvider clock)
{
    private readonly PlaceTable table = new();
    private readonly List<ImportRecord> older = [];
    private readonly List<ImportRecord> records = [];
    private readonly List<string> notes = [];
    private List<Boundary> boundaries = [];
    private List<Representative> representatives = [];
    private bool hasBoundaries;
    private bool hasRepresentatives;

    /// <summary>How far it is.</summary>
    public PlacesProgress Progress { get; } = new();

    /// <summary>Begins with nothing, and forgets what was imported before.</summary>
    public bool Afresh { get; init; }

    /// <summary>Reads the files and writes the new index beside the old one, which it then replaces.</summary>
    /// <param name="paths">Files of any of the kinds of <see cref="PlaceFileKind"/>; later ones are believed
    /// more.</param>
    /// <param name="cancellationToken">Stops it; the old index stays.</param>
    /// <returns>What was taken in.</returns>
    /// <exception cref="PlacesException">One of the files can't be used, or the folder can't be written.</exception>
    public ImportedPlaces Run(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        using var turn = PlacesWriting.TakeTurn(folder.Folder);
        Progress.BytesTotal = paths.Sum(path => File.Exists(path) ? new FileInfo(path).Length : 0);
        if (!Afresh) TakeOver();
        Progress.Doing = "Reading";
        foreach (var path in paths) ReadFile(path, cancellationToken);
        table.Join();
        Progress.Doing = "Comparing with boundaries";
        Neighbours.Mark(table.Joined, table.Areas, new BoundaryMap(boundaries), cancellationToken);
        Progress.Doing = "Writing";
        NameNations();
        var bytes = IndexWriter.Write(table, [.. older.Where(IsNotAgain), .. records]);
        cancellationToken.ThrowIfCancellationRequested();
        Save(bytes);
        return new ImportedPlaces(records, table.Count, bytes.Length, notes);
    }

    /// <summary>What an import adds to: everything that is there, if it is whole.</summary>
    private void TakeOver()
    {
        Progress.Doing = "Taking over what was there";
        boundaries = [.. BoundaryFile.Read(folder.BoundariesPath, out var whyNot)];
        if (whyNot is not null) notes.Add(whyNot);
        representatives = [.. Representatives.Read(folder.RepresentativesPath).All];
        if (!File.Exists(folder.IndexPath)) return;
        var there = PlaceIndex.TryOpen(folder.IndexPath, out whyNot);
        if (there is null)
        {
            notes.Add($"{whyNot} It is made anew from these files alone.");
            return;
        }

        table.AddAll(there);
        older.AddRange(there.Imports);
    }

    /// <summary>A file that is imported again is remembered once.</summary>
    private bool IsNotAgain(ImportRecord before) =>
        !records.Any(record => record.Kind == before.Kind && record.File == before.File);

    /// <summary>The index last: with it everything is in use.</summary>
    private void Save(byte[] index)
    {
        if (hasBoundaries || Afresh) PlacesWriting.Replace(folder.BoundariesPath, BoundaryFile.Write(boundaries));
        if (hasRepresentatives || Afresh)
            PlacesWriting.Replace(folder.RepresentativesPath, Representatives.Write(representatives));
        PlacesWriting.Replace(folder.IndexPath, index);
    }

    private void ReadFile(string path, CancellationToken cancellationToken)
    {
        using var hash = FileHash.Begin(path, cancellationToken);
        using var file = SourceFile.Open(path, Progress);
        var parts = file.Parts.Select(part => (Part: part, What: Recognition.Of(part))).ToList();
        var known = parts.Where(part => part.What.Kind is not null).ToList();
        if (known.Count == 0) throw new PlacesException(Unknown(path, file, parts));
        foreach (var kind in known.GroupBy(part => part.What.Kind!.Value))
        {
            var counts = WithoutRepetition([.. kind]).Select(part => Read(part.Part, part.What, cancellationToken))
                .ToList();
            var newest = counts.Max(count => count.NewestMonth);
            foreach (var count in counts) notes.AddRange(count.Notes);
            records.Add(new ImportRecord(
                kind.Key, file.Name, counts.Sum(count => count.Taken), counts.Sum(count => count.LeftOut),
                newest == 0 ? null : PlaceIndex.MonthOf(newest), clock.GetUtcNow(), hash.Hex));
        }

        WarnIfFewer(records[^1]);
        if (known.Count < parts.Count)
            notes.Add($"{file.Name}: {parts.Count - known.Count:N0} of its files are of other kinds; left out.");
    }

    /// <summary>A download that stopped at the end of a line looks whole; it shows beside the edition before.</summary>
    private void WarnIfFewer(ImportRecord file)
    {
        var before = older.Where(record => record.Kind == file.Kind).Select(record => record.Rows).DefaultIfEmpty()
            .Max();
        if (file.Kind == PlaceFileKind.Postcodes && file.Rows < before * 0.9)
            notes.Add($"{file.File} has {file.Rows:N0} postcodes, and the largest file before had {before:N0}: make sure that it is whole.");
    }

    /// <summary>ONS's zip holds the whole country in one file, and again in one file for each postcode area: once is
    /// enough.</summary>
    private static List<(SourcePart Part, Recognition What)> WithoutRepetition(
        List<(SourcePart Part, Recognition What)> parts)
    {
        var (largest, what) = parts[0];
        if (what.Kind != PlaceFileKind.Postcodes) return parts;
        var alike = parts.Skip(1).Where(part => part.What.Headings.SequenceEqual(what.Headings)).ToList();
        var headings = what.Headings.Sum(heading => heading.Length + 1);
        return largest.Length >= alike.Sum(part => part.Part.Length - headings) * 0.9
            ? [.. parts.Except(alike)] : parts;
    }

    private RowCount Read(SourcePart part, Recognition what, CancellationToken cancellationToken)
    {
        var count = new RowCount(part.Name);
        using var text = TextPart.Open(part);
        if (what.Headings.Length == 0)
        {
            if (what.Kind == PlaceFileKind.Names) NameRows.ReadJson(text, table.Areas, count);
            else TakeBoundaries(BoundaryJson.Read(text, part.Name, count, cancellationToken));
            return count;
        }

        var csv = new CsvReader(text, what.Separator, part.Name);
        if (what.Kind != PlaceFileKind.CodePoint) csv.Read();
        switch (what.Kind)
        {
            case PlaceFileKind.Postcodes:
                var columns = PostcodeColumns.Of(what.Headings)!;
                PostcodeRows.Read(csv, columns, table, count, Progress, cancellationToken);
                break;
            case PlaceFileKind.CodePoint:
                CodePointRows.Read(csv, table, count, Progress, cancellationToken);
                break;
            case PlaceFileKind.Names:
                NameRows.Read(csv, what.Headings, table.Areas, count, cancellationToken);
                break;
            case PlaceFileKind.Representatives:
                TakeRepresentatives(Representatives.ReadRows(csv, RepresentativeColumns.Of(what.Headings)!, count));
                break;
        }

        return count;
    }

    /// <summary>A file of boundaries takes the place of all older ones of its sets: half of one and half of another fit
    /// nowhere.</summary>
    private void TakeBoundaries(IReadOnlyList<Boundary> read)
    {
        var sets = read.Select(boundary => boundary.Set).ToHashSet();
        boundaries = [.. boundaries.Where(boundary => !sets.Contains(boundary.Set)), .. read];
        hasBoundaries = true;
    }

    /// <summary>A file of representatives takes the place of what was said of its areas.</summary>
    private void TakeRepresentatives(IReadOnlyList<Representative> read)
    {
        var areas = read.Select(one => one.Area).ToHashSet(StringComparer.Ordinal);
        representatives = [.. representatives.Where(one => !areas.Contains(one.Area)), .. read];
        hasRepresentatives = true;
    }

    private void NameNations()
    {
        for (var i = 1; i <= table.Areas.Count; i++)
            if (table.Areas[i] is { Kind: AreaKind.Nation, Name: null } nation)
                table.Areas.Name(AreaKind.Nation, nation.Code, AreaCodes.NationOf(nation.Code));
    }

    private static string Unknown(string path, SourceFile file, List<(SourcePart Part, Recognition What)> parts)
    {
        const string known = "Postbag reads the ONS Postcode Directory, the National Statistics Postcode Lookup, OS Code-Point Open, "
            + "files of areas' codes and names, boundaries as GeoJSON, and files of representatives.";
        if (parts is [(_, { Headings: { Length: > 1 } headings })] && file.Parts.Count == 1)
            return $"{path} is none of the files Postbag knows: its columns are {Shortened(headings)}. {known}";
        return file.Parts.Count == 1
            ? $"{path} is none of the files Postbag knows. {known}"
            : $"There is nothing in {path} that Postbag knows. {known}";
    }

    private static string Shortened(string[] headings)
    {
        var text = string.Join(
            ", ", headings.Take(8).Select(heading => heading.Length <= 30 ? heading : heading[..30] + "…"));
        return headings.Length > 8 ? text + " …" : text;
    }
}

/// <summary>What an import took in.</summary>
/// <param name="Files">The files, as they are remembered.</param>
/// <param name="Postcodes">How many postcodes the index has now.</param>
/// <param name="SizeBytes">How large the index is now.</param>
/// <param name="Notes">Sentences about what was left out.</param>
public sealed record ImportedPlaces(
    IReadOnlyList<ImportRecord> Files, int Postcodes, int SizeBytes, IReadOnlyList<string> Notes);
