namespace Postbag.Places.Geometry;

/// <summary>The outline of a constituency, in decimetres on the grid of Great Britain (continued over Northern
/// Ireland).</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">What it is called; null if the file doesn't say.</param>
/// <param name="Set">Which constituencies it is one of.</param>
/// <param name="Rings">Its outlines and the holes in them, each as x, y, x, y …; the last point is not the first again.
/// Which is which, and which way they run, doesn't matter: inside is where a line out crosses an odd number of
/// them.</param>
internal sealed record Boundary(string Code, string? Name, BoundarySet Set, IReadOnlyList<int[]> Rings)
{
    private readonly (int Left, int Bottom, int Right, int Top) box = BoxOf(Rings);

    public bool Contains(int x, int y)
    {
        if (x < box.Left || x > box.Right || y < box.Bottom || y > box.Top) return false;
        var inside = false;
        foreach (var ring in Rings) inside ^= Crosses(ring, x, y);
        return inside;
    }

    /// <summary>Whether a line from the point to the east crosses a ring an odd number of times. In whole numbers, so
    /// that a point on a border that two share is in one of them only.</summary>
    private static bool Crosses(int[] ring, int x, int y)
    {
        var odd = false;
        var (lastX, lastY) = (ring[^2], ring[^1]);
        for (var i = 0; i < ring.Length; i += 2)
        {
            var (thisX, thisY) = (ring[i], ring[i + 1]);
            if (thisY > y != lastY > y)
            {
                var side = ((long)(lastX - thisX) * (y - thisY)) - ((long)(x - thisX) * (lastY - thisY));
                if (lastY > thisY ? side > 0 : side < 0) odd = !odd;
            }

            (lastX, lastY) = (thisX, thisY);
        }

        return odd;
    }

    private static (int, int, int, int) BoxOf(IReadOnlyList<int[]> rings)
    {
        var box = (Left: int.MaxValue, Bottom: int.MaxValue, Right: int.MinValue, Top: int.MinValue);
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Length; i += 2)
            {
                box = (Math.Min(box.Left, ring[i]), Math.Min(box.Bottom, ring[i + 1]), Math.Max(box.Right, ring[i]),
                    Math.Max(box.Top, ring[i + 1]));
            }
        }

        return box;
    }
}
