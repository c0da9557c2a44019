namespace Postbag.Places.Geometry;

/// <summary>The national grids of Great Britain and Ireland, and latitude and longitude.</summary>
/// <remarks>
/// Transverse Mercator by the formulas of "A guide to coordinate systems in Great Britain" (Ordnance Survey, v3.6,
/// annex C), and a Helmert transformation between the ellipsoids (annex B; for Ireland EPSG 1641). The Helmert
/// transformation is right to about 5 metres; Ordnance Survey's grid of corrections (OSTN15) would be right to 10
/// centimetres and is larger than the whole index. A postcode is some 50 metres wide and the boundaries are drawn to
/// 20.
/// </remarks>
internal static class NationalGrid
{
    private static readonly Ellipsoid Wgs84 = new(6378137.000, 6356752.314245);
    private static readonly Ellipsoid Airy = new(6377563.396, 6356256.909);
    private static readonly Ellipsoid ModifiedAiry = new(6377340.189, 6356034.447);

    private static readonly TransverseMercator Britain = new(Airy, 49, -2, 400_000, -100_000, 0.9996012717);
    private static readonly TransverseMercator Ireland = new(ModifiedAiry, 53.5, -8, 200_000, 250_000, 1.000035);

    private static readonly Helmert FromBritain = new(446.448, -125.157, 542.060, 0.1502, 0.2470, 0.8421, -20.4894);
    private static readonly Helmert FromIreland = new(482.530, -130.596, 564.557, -1.042, -0.214, -0.631, 8.150);

    /// <summary>Latitude and longitude, in degrees of WGS84, of a point on either grid.</summary>
    public static (double Latitude, double Longitude) ToDegrees(GridReference point)
    {
        var (grid, ellipsoid, shift) = point.IsIrish
            ? (Ireland, ModifiedAiry, FromIreland) : (Britain, Airy, FromBritain);
        var (latitude, longitude) = grid.ToRadians(point.Easting, point.Northing);
        var (x, y, z) = shift.Forward(ellipsoid.ToCartesian(latitude, longitude));
        var (north, east) = Wgs84.FromCartesian(x, y, z);
        return (north * 180 / Math.PI, east * 180 / Math.PI);
    }

    /// <summary>Metres on the grid of Great Britain, which is continued over Northern Ireland.</summary>
    public static (double East, double North) ToBritishGrid(double latitude, double longitude)
    {
        var (x, y, z) = FromBritain.Backward(Wgs84.ToCartesian(latitude * Math.PI / 180, longitude * Math.PI / 180));
        var (north, east) = Airy.FromCartesian(x, y, z);
        return Britain.FromRadians(north, east);
    }

    /// <summary>Metres on the grid of Great Britain of a point on either grid.</summary>
    public static (double East, double North) ToBritishGrid(GridReference point)
    {
        if (!point.IsIrish) return (point.Easting, point.Northing);
        var (latitude, longitude) = ToDegrees(point);
        return ToBritishGrid(latitude, longitude);
    }

    /// <summary>A flattened ball as a model of the earth.</summary>
    /// <param name="A">The longer half axis, in metres.</param>
    /// <param name="B">The shorter half axis, in metres.</param>
    internal sealed record Ellipsoid(double A, double B)
    {
        public double ESquared { get; } = 1 - (B * B / (A * A));

        public (double X, double Y, double Z) ToCartesian(double latitude, double longitude)
        {
            var nu = A / Math.Sqrt(1 - (ESquared * Math.Pow(Math.Sin(latitude), 2)));
            return (nu * Math.Cos(latitude) * Math.Cos(longitude), nu * Math.Cos(latitude) * Math.Sin(longitude),
                (1 - ESquared) * nu * Math.Sin(latitude));
        }

        public (double Latitude, double Longitude) FromCartesian(double x, double y, double z)
        {
            var p = Math.Sqrt((x * x) + (y * y));
            var latitude = Math.Atan2(z, p * (1 - ESquared));
            // Each round is some two hundred times nearer: four are right to less than a millimetre.
            for (var i = 0; i < 4; i++)
            {
                var nu = A / Math.Sqrt(1 - (ESquared * Math.Pow(Math.Sin(latitude), 2)));
                latitude = Math.Atan2(z + (ESquared * nu * Math.Sin(latitude)), p);
            }

            return (latitude, Math.Atan2(y, x));
        }
    }

    /// <summary>Seven numbers: metres, seconds of arc, parts in a million. Rotations as the position vector
    /// turns.</summary>
    private sealed class Helmert(double tx, double ty, double tz, double rx, double ry, double rz, double ppm)
    {
        private const double Second = Math.PI / 180 / 3600;

        private readonly double rx = rx * Second;
        private readonly double ry = ry * Second;
        private readonly double rz = rz * Second;
        private readonly double scale = 1 + (ppm / 1e6);

        public (double X, double Y, double Z) Forward((double X, double Y, double Z) from) => (
            tx + (scale * from.X) - (rz * from.Y) + (ry * from.Z),
            ty + (rz * from.X) + (scale * from.Y) - (rx * from.Z),
            tz - (ry * from.X) + (rx * from.Y) + (scale * from.Z));

        /// <summary>From WGS84.</summary>
        /// <remarks>The inverse by two rounds of correction, right to a hundredth of a millimetre.</remarks>
        public (double X, double Y, double Z) Backward((double X, double Y, double Z) to)
        {
            var guess = (X: to.X - tx, Y: to.Y - ty, Z: to.Z - tz);
            for (var i = 0; i < 3; i++)
            {
                var there = Forward(guess);
                guess = (guess.X + to.X - there.X, guess.Y + to.Y - there.Y, guess.Z + to.Z - there.Z);
            }

            return guess;
        }
    }
}
