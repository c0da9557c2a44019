namespace Postbag.Demo;

/// <summary>When people write: on weekdays mostly, in the evening or at night when they can't sleep, and on British
/// time.</summary>
internal static class Calendar
{
    // Weights of the hours from midnight.
    private static readonly int[] Hours = [2, 1, 1, 1, 1, 1, 3, 5, 8, 11, 11, 10, 8, 8, 8, 7, 7, 6, 6, 7, 8, 8, 6, 4];

    /// <summary>A moment at most so many days before the end.</summary>
    public static DateTimeOffset Draw(Dice dice, DateTimeOffset end, int days)
    {
        var back = dice.Chance(22) ? dice.Below(3) : dice.Below(days);
        var day = end.AddDays(-back);
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && dice.Chance(60)) day = day.AddDays(-2);
        var at = London(day.Year, day.Month, day.Day, Hour(dice), dice.Below(60), dice.Below(60));
        return at > end ? at.AddDays(-1 - dice.Below(3)) : at;
    }

    /// <summary>The same day at an hour at which offices write; Monday if it is a weekend.</summary>
    public static DateTimeOffset InOfficeHours(DateTimeOffset at, Dice dice)
    {
        var day = at.DayOfWeek switch
        {
            DayOfWeek.Saturday => at.AddDays(2),
            DayOfWeek.Sunday => at.AddDays(1),
            _ => at,
        };
        return London(day.Year, day.Month, day.Day, dice.Between(8, 17), dice.Below(60), dice.Below(60));
    }

    /// <summary>The same day at an hour at which people write.</summary>
    public static DateTimeOffset AtSomeHour(DateTimeOffset at, Dice dice) =>
        London(at.Year, at.Month, at.Day, Hour(dice), dice.Below(60), dice.Below(60));

    /// <summary>Summer time by the rule (last Sundays of March and October), so that no time-zone file is
    /// needed.</summary>
    public static DateTimeOffset London(int year, int month, int day, int hour, int minute, int second)
    {
        var at = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        var summer = at >= LastSunday(year, 3).AddHours(1) && at < LastSunday(year, 10).AddHours(1);
        return summer ? new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.FromHours(1)) : at;
    }

    private static DateTimeOffset LastSunday(int year, int month)
    {
        var last = new DateTimeOffset(year, month, 31, 0, 0, 0, TimeSpan.Zero);
        return last.AddDays(-(int)last.DayOfWeek);
    }

    private static int Hour(Dice dice)
    {
        var place = dice.Below(Hours.Sum());
        var hour = 0;
        while (place >= Hours[hour]) place -= Hours[hour++];
        return hour;
    }
}
