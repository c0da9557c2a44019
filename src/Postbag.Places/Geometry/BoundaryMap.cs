namespace Postbag.Places.Geometry;

/// <summary>All imported boundaries, asked where a point is and what is near it.</summary>
internal sealed class BoundaryMap
{
    /// <summary>A postcode whose point is nearer than this to another constituency may have doors in it. Half of all
    /// postcodes reach less than 50 metres from their point, and the boundaries themselves are drawn to 20.</summary>
    public const int NearMetres = 100;

    private const int Near = NearMetres * 10;

    /// <summary>The side of a square of the net, in decimetres.</summary>
    private const int Square = 5_000;

    private readonly Dictionary<BoundarySet, EdgeNet> nets = [];

    public BoundaryMap(IReadOnlyList<Boundary> boundaries)
    {
        Boundaries = boundaries;
        foreach (var set in boundaries.GroupBy(boundary => boundary.Set))
            nets[set.Key] = new EdgeNet([.. set]);
    }

    public IReadOnlyList<Boundary> Boundaries { get; }

    public bool Has(BoundarySet set) => nets.ContainsKey(set);

    /// <summary>The constituencies a point lies in: one; none in the sea; two only where boundaries overlap.</summary>
    public IReadOnlyList<Boundary> At(GridReference point, BoundarySet set)
    {
        var (x, y) = Decimetres(point);
        return nets.TryGetValue(set, out var net) ? [.. net.Boundaries.Where(boundary => boundary.Contains(x, y))] : [];
    }

    /// <summary>Where a constituency stands among those of its set, for the questions below; -1 if its boundary isn't
    /// there.</summary>
    public int NumberOf(string code, BoundarySet set) =>
        nets.TryGetValue(set, out var net) && net.Numbers.TryGetValue(code, out var number) ? number : -1;

    /// <summary>The nearest constituency but one that has a border within 100 metres of a point; null if there is
    /// none.</summary>
    /// <param name="point">Anywhere.</param>
    /// <param name="own">The number of the constituency that isn't meant.</param>
    /// <param name="set">Which constituencies.</param>
    public Boundary? NearBut(GridReference point, int own, BoundarySet set)
    {
        var (x, y) = Decimetres(point);
        return nets.TryGetValue(set, out var net) ? net.Nearest(x, y, own, butThatOne: true) : null;
    }

    /// <summary>Whether a point lies within 100 metres of a constituency's border.</summary>
    public bool IsNear(GridReference point, int number, BoundarySet set)
    {
        var (x, y) = Decimetres(point);
        return nets.TryGetValue(set, out var net) && net.Nearest(x, y, number, butThatOne: false) is not null;
    }

    private static (int X, int Y) Decimetres(GridReference point)
    {
        var (east, north) = NationalGrid.ToBritishGrid(point);
        return ((int)Math.Round(east * 10), (int)Math.Round(north * 10));
    }

    /// <summary>The edges of boundaries, found by the square of 500 metres they come near to.</summary>
    private sealed class EdgeNet
    {
        private readonly Dictionary<(int X, int Y), List<Edge>> squares = [];

        public EdgeNet(IReadOnlyList<Boundary> boundaries)
        {
            Boundaries = boundaries;
            for (var i = 0; i < boundaries.Count; i++)
            {
                // A file with the same code twice has two parts of one constituency.
                var number = Numbers.TryAdd(boundaries[i].Code, i) ? i : Numbers[boundaries[i].Code];
                foreach (var ring in boundaries[i].Rings) AddRing(number, ring);
            }
        }

        public Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

        public IReadOnlyList<Boundary> Boundaries { get; }

        private void AddRing(int boundary, int[] ring)
        {
            var (lastX, lastY) = (ring[^2], ring[^1]);
            for (var i = 0; i < ring.Length; i += 2)
            {
                var edge = new Edge(boundary, lastX, lastY, ring[i], ring[i + 1]);
                var (left, right) = (
                    SquareOf(Math.Min(lastX, ring[i]) - Near), SquareOf(Math.Max(lastX, ring[i]) + Near));
                var (bottom, top) = (
                    SquareOf(Math.Min(lastY, ring[i + 1]) - Near), SquareOf(Math.Max(lastY, ring[i + 1]) + Near));
                for (var x = left; x <= right; x++)
                    for (var y = bottom; y <= top; y++)
                        (squares.TryGetValue((x, y), out var there) ? there : squares[(x, y)] = []).Add(edge);
                (lastX, lastY) = (ring[i], ring[i + 1]);
            }
        }

        public Boundary? Nearest(int x, int y, int number, bool butThatOne)
        {
            if (!squares.TryGetValue((SquareOf(x), SquareOf(y)), out var edges)) return null;
            var (best, distance) = (-1, (double)Near * Near);
            foreach (var edge in edges)
            {
                if (edge.Boundary == number == butThatOne) continue;
                var here = edge.SquaredDistance(x, y);
                if (here <= distance) (best, distance) = (edge.Boundary, here);
            }

            return best < 0 ? null : Boundaries[best];
        }

        private static int SquareOf(int decimetres) => (int)Math.Floor(decimetres / (double)Square);
    }

    private readonly record struct Edge(int Boundary, int X1, int Y1, int X2, int Y2)
    {
        public double SquaredDistance(int x, int y)
        {
            double dx = X2 - X1, dy = Y2 - Y1;
            var length = (dx * dx) + (dy * dy);
            var along = length == 0 ? 0 : Math.Clamp((((x - X1) * dx) + ((y - Y1) * dy)) / length, 0, 1);
            var (offX, offY) = (x - X1 - (along * dx), y - Y1 - (along * dy));
            return (offX * offX) + (offY * offY);
        }
    }
}
