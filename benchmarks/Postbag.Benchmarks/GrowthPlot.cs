using System.Globalization;
using System.Text;

namespace Postbag.Benchmarks;

/// <summary>Draws figures over the size of an office, both axes by powers of ten: a line that is level doesn't depend
/// on the size.</summary>
internal static class GrowthPlot
{
    private const int Width = 760;
    private const int Height = 420;
    private const int Left = 60;
    private const int Right = 210;
    private const int Top = 20;
    private const int Bottom = 40;

    /// <summary>From a tenth of a millisecond, or a message in ten seconds, to ten thousand.</summary>
    private const int LowestPower = -1;
    private const int HighestPower = 4;

    private static readonly (string Name, string Colour, string Unit, Func<GrownTo, double> Of)[] Lines =
    [
        ("LMTP", "#1f6feb", "/s", size => size.Lmtp), ("until searchable", "#2da44e", "/s", size => size.Searchable),
        ("the whole road", "#bf8700", "/s", size => size.Road), ("every step", "#8250df", "/s", size => size.EveryStep),
        ("search page", "#cf222e", "ms", size => size.Page), ("search", "#bc4c00", "ms", size => size.Search),
    ];

    public static string Draw(IReadOnlyList<GrownTo> sizes)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (var power = LowestPower; power <= HighestPower; power++)
        {
            var y = Y(Math.Pow(10, power));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {y:N1}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{y + 4:N1}\" text-anchor=\"end\" fill=\"#555\">{Math.Pow(10, power):#,0.#}</text>\n");
        }

        foreach (var size in sizes)
        {
            var x = X(size.Messages, sizes);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:N1}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\" fill=\"#555\">{size.Messages:N0}</text>\n");
        }

        var free = double.MinValue;
        foreach (var (name, colour, unit, of) in Lines.OrderBy(line => Y(line.Of(sizes[^1]))))
        {
            var points = string.Join(
                ' ', sizes.Select(size =>
                string.Create(CultureInfo.InvariantCulture, $"{X(size.Messages, sizes):F1},{Y(of(size)):F1}")));
            svg.Append(CultureInfo.InvariantCulture,
                $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
            var last = of(sizes[^1]);
            var said = unit == "ms" ? $"{last:N1} ms" : $"{last:N0}/s";
            // Two lines that end together still have a name each.
            var y = Math.Max(Y(last) + 4, free);
            free = y + 14;
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{Width - Right + 10}\" y=\"{y:N1}\" fill=\"{colour}\">{name}, {said}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static double X(long messages, IReadOnlyList<GrownTo> sizes)
    {
        var (first, last) = (Math.Log10(sizes[0].Messages), Math.Log10(sizes[^1].Messages));
        var share = last > first ? (Math.Log10(messages) - first) / (last - first) : 0.5;
        return Left + 30 + (share * (Width - Left - Right - 60));
    }

    private static double Y(double value)
    {
        var share = (Math.Log10(Math.Max(value, 0.01)) - LowestPower) / (HighestPower - LowestPower);
        return Height - Bottom - (share * (Height - Top - Bottom));
    }
}
