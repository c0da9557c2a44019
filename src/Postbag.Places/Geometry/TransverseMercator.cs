namespace Postbag.Places.Geometry;

/// <summary>The projection of both national grids.</summary>
/// <remarks>"A guide to coordinate systems in Great Britain", Ordnance Survey, v3.6, annex C; names of terms are those
/// there. Right to a millimetre on the islands.</remarks>
internal sealed class TransverseMercator(
    NationalGrid.Ellipsoid ellipsoid, double originLatitude, double originLongitude, double falseEasting,
    double falseNorthing, double scale)
{
    private readonly double phi0 = originLatitude * Math.PI / 180;
    private readonly double lambda0 = originLongitude * Math.PI / 180;
    private readonly double a = ellipsoid.A * scale;
    private readonly double b = ellipsoid.B * scale;
    private readonly double n = (ellipsoid.A - ellipsoid.B) / (ellipsoid.A + ellipsoid.B);

    public (double East, double North) FromRadians(double phi, double lambda)
    {
        var (sin, cos, tan2) = (Math.Sin(phi), Math.Cos(phi), Math.Pow(Math.Tan(phi), 2));
        var (nu, rho, eta2) = Radii(sin);
        var one = Arc(phi) + falseNorthing;
        var two = nu / 2 * sin * cos;
        var three = nu / 24 * sin * Math.Pow(cos, 3) * (5 - tan2 + (9 * eta2));
        var threeA = nu / 720 * sin * Math.Pow(cos, 5) * (61 - (58 * tan2) + (tan2 * tan2));
        var four = nu * cos;
        var five = nu / 6 * Math.Pow(cos, 3) * ((nu / rho) - tan2);
        var six = nu / 120 * Math.Pow(cos, 5) * (5 - (18 * tan2) + (tan2 * tan2) + (14 * eta2) - (58 * tan2 * eta2));
        var d = lambda - lambda0;
        return (falseEasting + (four * d) + (five * Math.Pow(d, 3)) + (six * Math.Pow(d, 5)),
            one + (two * d * d) + (three * Math.Pow(d, 4)) + (threeA * Math.Pow(d, 6)));
    }

    public (double Latitude, double Longitude) ToRadians(double east, double north)
    {
        var phi = phi0 + ((north - falseNorthing) / a);
        for (var i = 0; i < 20 && Math.Abs(north - falseNorthing - Arc(phi)) > 0.00001; i++)
            phi += (north - falseNorthing - Arc(phi)) / a;
        var (tan, cos) = (Math.Tan(phi), Math.Cos(phi));
        var tan2 = tan * tan;
        var (nu, rho, eta2) = Radii(Math.Sin(phi));
        var seven = tan / (2 * rho * nu);
        var eight = tan / (24 * rho * Math.Pow(nu, 3)) * (5 + (3 * tan2) + eta2 - (9 * tan2 * eta2));
        var nine = tan / (720 * rho * Math.Pow(nu, 5)) * (61 + (90 * tan2) + (45 * tan2 * tan2));
        var ten = 1 / (cos * nu);
        var eleven = 1 / (6 * cos * Math.Pow(nu, 3)) * ((nu / rho) + (2 * tan2));
        var twelve = 1 / (120 * cos * Math.Pow(nu, 5)) * (5 + (28 * tan2) + (24 * tan2 * tan2));
        var twelveA = 1 / (5040 * cos * Math.Pow(nu, 7)) * (
            61 + (662 * tan2) + (1320 * tan2 * tan2) + (720 * Math.Pow(tan2, 3)));
        var d = east - falseEasting;
        return (phi - (seven * d * d) + (eight * Math.Pow(d, 4)) - (nine * Math.Pow(d, 6)),
            lambda0 + (ten * d) - (eleven * Math.Pow(d, 3)) + (twelve * Math.Pow(d, 5)) - (twelveA * Math.Pow(d, 7)));
    }

    private (double Nu, double Rho, double EtaSquared) Radii(double sin)
    {
        var root = 1 - (ellipsoid.ESquared * sin * sin);
        var nu = a / Math.Sqrt(root);
        var rho = a * (1 - ellipsoid.ESquared) / Math.Pow(root, 1.5);
        return (nu, rho, (nu / rho) - 1);
    }

    /// <summary>The length of the meridian from the origin's latitude.</summary>
    private double Arc(double phi)
    {
        var (n2, n3) = (n * n, n * n * n);
        var (less, more) = (phi - phi0, phi + phi0);
        return b * (((1 + n + (1.25 * n2) + (1.25 * n3)) * less)
            - (((3 * n) + (3 * n2) + (2.625 * n3)) * Math.Sin(less) * Math.Cos(more))
            + (((1.875 * n2) + (1.875 * n3)) * Math.Sin(2 * less) * Math.Cos(2 * more))
            - (35.0 / 24 * n3 * Math.Sin(3 * less) * Math.Cos(3 * more)));
    }
}
