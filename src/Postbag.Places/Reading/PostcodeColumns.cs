namespace Postbag.Places.Reading;

/// <summary>Which column of a table of postcodes holds what; -1 for what it doesn't have.</summary>
internal sealed class PostcodeColumns
{
    /// <summary>The official file has the postcode three times, in other widths; the last of them is the easiest to
    /// read.</summary>
    private static readonly string[] PostcodeNames =
        ["pcds", "postcode", "postcodes", "pcd8", "pcd7", "pcd2", "pcd", "pcode", "unitpostcode", "postcodeunit"];

    private static readonly string[] EastNames =
        ["oseast1m", "east1m", "easting", "eastings", "gridgb1e", "oseast", "east"];
    private static readonly string[] NorthNames =
        ["osnrth1m", "north1m", "nrth1m", "northing", "northings", "gridgb1n", "osnrth", "north"];
    private static readonly string[] QualityNames = ["osgrdind", "gridind", "quality", "positionalqualityindicator"];

    private PostcodeColumns(string[] headings)
    {
        var plain = Array.ConvertAll(headings, Plain);
        Count = headings.Length;
        Postcode = First(plain, PostcodeNames);
        East = First(plain, EastNames);
        North = First(plain, NorthNames);
        Quality = First(plain, QualityNames);
        Began = First(plain, ["dointr"]);
        Ended = First(plain, ["doterm"]);
        var names = Array.ConvertAll(headings, ColumnName.Parse);
        Ward = Newest(names, AreaKind.Ward);
        District = Newest(names, AreaKind.District);
        Nation = Newest(names, AreaKind.Nation);
        Region = Newest(names, AreaKind.Region);
        Constituencies =
        [
            .. Enumerable.Range(0, names.Length)
                .Where(i => names[i] is { Kind: AreaKind.Constituency, IsCode: true })
                .Select(i => (i, names[i].Year is not { } year ? (BoundarySet?)null
                    : year >= BoundarySets.From2024.Year ? BoundarySet.Of2024 : BoundarySet.Of2010)),
        ];
    }

    public int Count { get; }

    public int Postcode { get; }

    public int East { get; }

    public int North { get; }

    public int Quality { get; }

    public int Began { get; }

    public int Ended { get; }

    public int Ward { get; }

    public int District { get; }

    public int Nation { get; }

    public int Region { get; }

    /// <summary>With the set the heading's year tells; null where it has no year.</summary>
    public IReadOnlyList<(int Column, BoundarySet? Set)> Constituencies { get; }

    /// <summary>The columns if the headings are those of a table of postcodes, else null.</summary>
    public static PostcodeColumns? Of(string[] headings)
    {
        var columns = new PostcodeColumns(headings);
        var saysWhere = columns.Constituencies.Count > 0
            || Math.Max(Math.Max(columns.Ward, columns.District), Math.Max(columns.East, columns.Nation)) >= 0;
        return columns.Postcode >= 0 && saysWhere ? columns : null;
    }

    private static string Plain(string heading) =>
        string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static int First(string[] plain, string[] wanted)
    {
        foreach (var name in wanted)
            if (Array.IndexOf(plain, name) is >= 0 and var found)
                return found;
        return -1;
    }

    /// <summary>The column of codes of a kind; of several the one of the latest year.</summary>
    private static int Newest(ColumnName[] names, AreaKind kind)
    {
        var best = -1;
        for (var i = 0; i < names.Length; i++)
            if (names[i].Kind == kind && names[i].IsCode
                && (best < 0 || (names[i].Year ?? 0) > (names[best].Year ?? 0)))
                best = i;
        return best;
    }
}
