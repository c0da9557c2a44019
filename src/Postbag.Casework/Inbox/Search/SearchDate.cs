using System.Globalization;
using System.Text.RegularExpressions;
using Postbag.Office.Calendar;

namespace Postbag.Casework.Inbox.Search;

/// <summary>A day, a month or a year as people in Britain write them, in the office's own time.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When the next one begins.</param>
internal readonly partial record struct SearchDate(DateTimeOffset Start, DateTimeOffset End)
{
    private static readonly string[] Days =
    [
        "yyyy-M-d", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "d/M/yy", "d.M.yy", "d-M-yy", "yyyy/M/d",
        "d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy", "d-MMM-yyyy", "d-MMM-yy",
    ];

    private static readonly string[] Months =
        ["yyyy-M", "M/yyyy", "M.yyyy", "M-yyyy", "yyyy/M", "MMMM yyyy", "MMM yyyy", "MMM-yyyy"];

    /// <summary>E.g. 3/11/2026, 3.11.26, 2026-11-03, "3 November 2026", 11/2026, 2026-11, "Nov 2026", 2026. The day
    /// stands before the month. Null if it is none of these.</summary>
    public static SearchDate? Find(string text)
    {
        var written = Ordinal().Replace(text.Trim().Replace(",", "", StringComparison.Ordinal), "")
            .Replace("sept ", "sep ", StringComparison.OrdinalIgnoreCase);
        if (Parse(written, Days) is { } day) return Between(day, day.AddDays(1));
        if (Parse(written, Months) is { } month) return Between(month, month.AddMonths(1));
        return Parse(written, ["yyyy"]) is { } year ? Between(year, year.AddYears(1)) : null;
    }

    private static DateOnly? Parse(string text, string[] forms) =>
        DateOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var date)
            && date.Year is >= 1970 and < 9000 ? date : null;

    private static SearchDate Between(DateOnly start, DateOnly end) =>
        new(OfficeCalendar.StartOf(start), OfficeCalendar.StartOf(end));

    [GeneratedRegex(@"(?<=(^|\s)\d{1,2})(st|nd|rd|th)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ordinal();
}
