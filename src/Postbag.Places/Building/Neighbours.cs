using Postbag.Places.Geometry;

namespace Postbag.Places.Building;

/// <summary>Marks the postcodes whose doors may be in two constituencies: those whose point lies near the border of
/// another.</summary>
internal static class Neighbours
{
    /// <summary>Rows a thread takes at a time.</summary>
    private const int Piece = 20_000;

    /// <summary>Marks them all.</summary>
    /// <param name="rows">All postcodes, joined.</param>
    /// <param name="areas">Their areas; those that are near are in it already, because boundaries bring their
    /// codes.</param>
    /// <param name="map">The boundaries; without those of 2024 nothing is marked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static void Mark(PlaceRow[] rows, AreaBook areas, BoundaryMap map, CancellationToken cancellationToken)
    {
        foreach (var boundary in map.Boundaries) areas.Name(AreaKind.Constituency, boundary.Code, boundary.Name);
        if (!map.Has(BoundarySet.Of2024)) return;
        var own = new int[areas.Count + 1];
        var irish = new bool[areas.Count + 1];
        for (var i = 1; i <= areas.Count; i++)
        {
            own[i] = areas[i].Kind == AreaKind.Constituency ? map.NumberOf(areas[i].Code, BoundarySet.Of2024) : -1;
            irish[i] = areas[i] is { Kind: AreaKind.Nation, Code: ['N', ..] };
        }

        // Only read from here on, so that threads may share it.
        var numbers = map.Boundaries.Where(boundary => boundary.Set == BoundarySet.Of2024)
            .DistinctBy(boundary => boundary.Code)
            .ToDictionary(boundary => boundary.Code, boundary => areas.NumberOf(AreaKind.Constituency, boundary.Code),
                StringComparer.Ordinal);
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, (rows.Length + Piece - 1) / Piece, options, piece =>
        {
            foreach (ref var row in rows.AsSpan(piece * Piece, Math.Min(Piece, rows.Length - (piece * Piece))))
            {
                if (row.Of2024 == 0 || !row.HasPosition || own[row.Of2024] < 0) continue;
                var near = map.NearBut(
                    new GridReference(row.East, row.North, irish[row.Nation]), own[row.Of2024], BoundarySet.Of2024);
                row.Nearby = near is null ? (ushort)0 : numbers[near.Code];
            }
        });
    }
}
