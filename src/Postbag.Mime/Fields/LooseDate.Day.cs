namespace Postbag.Mime;

// Year, month and day.
internal sealed partial class LooseDate
{
    private int dayStart;
    private int dayEnd;
    private int yearIndex = -1;

    private bool FindDay()
    {
        var monthIndex = -1;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsInTime(i) || MonthNames.Find(Word(i)) == 0)
                continue;
            // "mar", "lun" and "Mawrth" are weekdays too: what a number stands before is the month.
            if (monthIndex >= 0 && PreviousNumber(i) < 0)
                continue;
            monthIndex = i;
            if (PreviousNumber(i) >= 0)
                break;
        }

        if (monthIndex < 0)
            return FindNumbers();
        month = MonthNames.Find(Word(monthIndex));
        return TakeAroundMonth(monthIndex);
    }

    private bool IsInTime(int index) => index >= timeStart && index < timeEnd;

    /// <summary>"3 Feb 2003", "3. März 2003", "Feb 3, 2003", "Feb  3 12:00:00 2003", "2003 Feb 3".</summary>
    private bool TakeAroundMonth(int monthIndex)
    {
        var before = PreviousNumber(monthIndex);
        var after = NextNumber(monthIndex + 1);
        if (before >= 0 && tokens[before].Digits == 4 && after >= 0 && tokens[after].Digits <= 2)
            return Take(yearAt: before, dayAt: after);
        if (before >= 0)
            return after >= 0 && Take(yearAt: after, dayAt: before);
        if (after < 0)
            return false;
        var second = NextNumber(after + 1);
        return second >= 0 && Take(yearAt: second, dayAt: after);
    }

    private bool Take(int yearAt, int dayAt)
    {
        if (tokens[dayAt].Digits > 2)
            return false;
        day = tokens[dayAt].Value;
        yearIndex = yearAt;
        dayStart = Math.Min(yearAt, dayAt);
        // In asctime's order the time stands between the day and the year.
        dayEnd = timeStart > dayAt && timeStart < yearAt ? dayAt + 1 : Math.Max(yearAt, dayAt) + 1;
        return TakeYear(tokens[yearAt]);
    }

    private bool TakeYear(DateToken token)
    {
        year = token.Value;
        switch (token.Digits)
        {
            case 2:
                // RFC 5322 §4.3
                year += year < 50 ? 2000 : 1900;
                return true;
            case 3:
                year += 1900;
                return true;
            case 4 when year is >= 100 and < 200:
                // "0102": years since 1900, as some languages count them, filled up to four digits.
                year += 1900;
                Assume("a year counted from 1900");
                return true;
            default:
                return token.Digits == 4;
        }
    }

    /// <summary>The number right before the month, with nothing but marks and small words between.</summary>
    private int PreviousNumber(int from)
    {
        for (var i = from - 1; i >= 0 && !IsInTime(i); i--)
        {
            if (IsNumber(i))
                return i;
            // "3rd", "3 de febrero"
            if (tokens[i].Kind == DateTokenKind.Word && Word(i).Length > 2)
                return -1;
        }

        return -1;
    }

    /// <summary>The next number that isn't the time's or the zone's.</summary>
    private int NextNumber(int from)
    {
        for (var i = from; i < tokens.Count; i++)
        {
            if (IsInTime(i))
                i = timeEnd;
            if (!IsNumber(i))
                continue;
            var isZone = i > timeEnd && timeEnd > 0
                && (IsMark(i - 1, '+') || (IsMark(i - 1, '-') && tokens[i - 1].SpaceBefore));
            if (!isZone)
                return i;
        }

        return -1;
    }

    /// <summary>Dates of numbers alone: 2003-02-03, 03.02.2003, 3/2/03, 20 11 79, 20030203, 2003年2月3日.</summary>
    private bool FindNumbers()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsNumber(i) || IsInTime(i))
                continue;
            if (tokens[i].Digits == 8 && (timeStart < 0 || timeStart > i))
                return TakeEightDigits(i);
            var second = NumberAfterSeparator(i);
            var third = second < 0 ? -1 : NumberAfterSeparator(second);
            if (third < 0)
                continue;
            // Three bare numbers mean something only beside a clock.
            if (timeStart < 0 && second == i + 1)
                return false;
            return TakeNumbers(i, second, third);
        }

        return false;
    }

    private bool TakeEightDigits(int index)
    {
        var number = tokens[index].Value;
        (year, month, day) = (number / 10000, number / 100 % 100, number % 100);
        (dayStart, dayEnd, yearIndex) = (index, index + 1, index);
        return true;
    }

    private int NumberAfterSeparator(int index)
    {
        var next = index + 1;
        var isSeparator = IsMark(next, '-') || IsMark(next, '/') || IsMark(next, '.')
            || Word(next) is "年" or "月" or "년" or "월";
        if (isSeparator)
            next++;
        return IsNumber(next) && !IsInTime(next) ? next : -1;
    }

    private bool TakeNumbers(int first, int second, int third)
    {
        if (tokens[first].Digits == 4)
        {
            month = tokens[second].Value;
            return Take(yearAt: first, dayAt: third) && TakeEnd(third);
        }

        var isSlashed = IsMark(first + 1, '/');
        var isMonthFirst = tokens[second].Value > 12
            || (isSlashed && isAfternoon is not null && tokens[first].Value <= 12);
        if (isSlashed && tokens[first].Value <= 12 && tokens[second].Value <= 12)
            Assume(isMonthFirst ? "the month before the day" : "the day before the month");
        month = tokens[isMonthFirst ? first : second].Value;
        return Take(yearAt: third, dayAt: isMonthFirst ? second : first) && TakeEnd(third);
    }

    private bool TakeEnd(int last)
    {
        dayEnd = last + 1;
        return true;
    }
}
