using System.Globalization;

namespace Postbag.Casework.Campaigns.Pages;

/// <summary>A small plot of letters over time: bars of a day, a week or a month, so that it never has more than
/// 60.</summary>
public sealed record CampaignPlot(IReadOnlyList<PlotBar> Bars, string Unit, int Highest)
{
    public const int Width = 480;
    public const int Height = 64;
    private const int MostBars = 60;

    public static CampaignPlot Of(IReadOnlyList<DayOfCampaign> days)
    {
        if (days.Count == 0) return new CampaignPlot([], "day", 0);
        var span = days[^1].Day.DayNumber - days[0].Day.DayNumber + 1;
        var (unit, length) = span <= MostBars ? ("day", 1) : span <= MostBars * 7 ? ("week", 7) : ("month", 30);
        // Older letters than the plot can hold are gathered in its first bar.
        var count = Math.Min(MostBars, ((span - 1) / length) + 1);
        var first = days[^1].Day.DayNumber - (count * length) + 1;
        var letters = new int[count];
        foreach (var day in days) letters[Math.Max(0, (day.Day.DayNumber - first) / length)] += day.Letters;
        var highest = letters.Max();
        var width = Math.Min(24.0, (double)Width / count);
        var bars = letters.Select((n, i) =>
        {
            // A single letter is seen too.
            var high = n == 0 ? 0 : Math.Max(2, (double)Height * n / highest);
            return new PlotBar(
                DateOnly.FromDayNumber(Math.Max(first + (i * length), days[0].Day.DayNumber)), n,
                Say(i * width), Say(Math.Max(1, width - 2)), Say(high), Say(Height - high));
        }).ToList();
        return new CampaignPlot(bars, unit, highest);
    }

    private static string Say(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A bar, with its place in the picture.</summary>
public sealed record PlotBar(DateOnly From, int Letters, string X, string Wide, string High, string Y);
