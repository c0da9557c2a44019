namespace Postbag.Mime;

/// <summary>Reads a date in any order and notation in use. It looks for the time, then for the day around it, then for
/// the zone behind it, and remembers what it had to assume.</summary>
internal sealed partial class LooseDate(string text)
{
    private readonly List<DateToken> tokens = DateToken.Scan(text);
    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private long fractionTicks;
    private bool? isAfternoon;
    private int zoneMinutes;

    // A zone too far from Greenwich to be kept in the date.
    private int farMinutes;

    // The tokens that make up the time: the day is looked for elsewhere.
    private int timeStart = -1;
    private int timeEnd = -1;

    /// <summary>What was assumed; null if all was said, though in another form than RFC 5322's.</summary>
    public string? Assumed { get; private set; }

    public bool IsLocalTimeKnown { get; private set; } = true;

    public DateTimeOffset? Read()
    {
        FindTime();
        if (!FindDay() || (timeStart < 0 && !FindDottedTime()))
            return null;
        FindZone();
        if (!TakeClock() || !TakeDay())
            return null;

        var date = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.FromMinutes(zoneMinutes))
            .AddSeconds((((hour * 60) + minute) * 60) + second).AddTicks(fractionTicks);
        if (SaysOtherWeekday(hour == 24 ? date.AddDays(-1) : date))
            Assume("the weekday is wrong and left out");
        return date.AddMinutes(-farMinutes);
    }

    private void Assume(string what) => Assumed = Assumed is null ? what : $"{Assumed}; {what}";

    private ReadOnlySpan<char> Word(int index) =>
        index >= 0 && index < tokens.Count && tokens[index].Kind == DateTokenKind.Word
            ? text.AsSpan(tokens[index].Start, tokens[index].Digits)
            : [];

    private bool IsMark(int index, char mark) => index >= 0 && index < tokens.Count && tokens[index].IsMark(mark);

    private bool IsNumber(int index) =>
        index >= 0 && index < tokens.Count && tokens[index].Kind == DateTokenKind.Number && tokens[index].Value >= 0;

    private bool IsSmallNumber(int index) => IsNumber(index) && tokens[index].Digits <= 2;

    private bool TakeClock()
    {
        if (isAfternoon is { } afternoon && hour is >= 1 and <= 12)
            hour = (hour % 12) + (afternoon ? 12 : 0);
        if (minute > 59 || hour > 24 || second > 60 || (hour == 24 && (minute > 0 || second > 0)))
            return false;
        if (second == 60)
        {
            // A leap second; no clock here has one.
            second = 59;
            Assume("second 60 is taken for 59");
        }

        if (hour == 24)
            Assume("24:00 is the next day's beginning");
        return true;
    }

    private bool TakeDay()
    {
        if (month is < 1 or > 12 || day is < 1 or > 31 || year is < 2 or > 9998)
            return false;
        var last = StandardDate.DaysInMonth(year, month);
        if (day > last)
        {
            day = last;
            Assume("a day after the month's end is taken for its last");
        }

        return true;
    }

    private bool SaysOtherWeekday(DateTimeOffset date)
    {
        var word = Word(0);
        if (word.Length < 3)
            return false;
        for (var weekday = DayOfWeek.Sunday; weekday <= DayOfWeek.Saturday; weekday++)
        {
            if (weekday.ToString().AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return weekday != date.DayOfWeek;
        }

        return false;
    }
}
