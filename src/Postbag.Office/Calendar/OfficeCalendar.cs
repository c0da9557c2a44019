using System.Globalization;

namespace Postbag.Office.Calendar;

/// <summary>The office's own time: London's. Instants are stored in UTC and become local only here.</summary>
public static class OfficeCalendar
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, London);

    /// <summary>The instant at which a day begins here.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        // Clocks here change at one or two in the morning, so the offset at midnight in Greenwich holds at ours too.
        var midnight = new DateTimeOffset(day.Year, day.Month, day.Day, 0, 0, 0, TimeSpan.Zero);
        return midnight - London.GetUtcOffset(midnight);
    }

    /// <summary>E.g. "15 June 2026, 09:30".</summary>
    public static string Say(DateTimeOffset instant) => ToLocal(instant).ToString("d MMMM yyyy, HH:mm", British);

    /// <summary>E.g. "15 June 2026".</summary>
    public static string SayDay(DateTimeOffset instant) => ToLocal(instant).ToString("d MMMM yyyy", British);

    /// <summary>How long ago, roughly: "just now", "5 minutes ago", "3 hours ago"; after a day, when.</summary>
    public static string SayAgo(DateTimeOffset instant, DateTimeOffset now) => (now - instant) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 2 } => "a minute ago",
        { TotalHours: < 1 } ago => $"{(int)ago.TotalMinutes} minutes ago",
        { TotalHours: < 2 } => "an hour ago",
        { TotalDays: < 1 } ago => $"{(int)ago.TotalHours} hours ago",
        _ => Say(instant),
    };
}
