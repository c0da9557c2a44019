namespace Postbag.Mime;

/// <summary>The form in which nearly all dates are sent, read without allocating: "Tue, 1 Jul 2003 10:52:37 +0200",
/// with or without weekday, seconds and a comment behind it. Anything else is left to
/// <see cref="LooseDate"/>.</summary>
internal static class StandardDate
{
    public static bool TryParse(ReadOnlySpan<byte> value, out DateTimeOffset date, out bool isLocalTimeKnown)
    {
        date = default;
        isLocalTimeKnown = true;
        var weekday = -1;
        if (value.Length > 4 && value[3] == ',')
        {
            weekday = "SunMonTueWedThuFriSat"u8.IndexOf(value[..3]) is var at && at % 3 == 0 ? at / 3 : -1;
            if (weekday < 0 || value[4] != ' ')
                return false;
            value = value[5..].TrimStart((byte)' ');
        }

        if (!TryNumber(ref value, 1, 2, out var day) || !TrySpace(ref value) || !TryMonth(ref value, out var month)
            || !TrySpace(ref value) || !TryNumber(ref value, 4, 4, out var year) || !TrySpace(ref value)
            || !TryTime(ref value, out var seconds) || !TrySpace(ref value)
            || !TryZone(value, out var minutes, out isLocalTimeKnown))
        {
            return false;
        }

        if (year is < 200 or > 9998 || day == 0 || day > DaysInMonth(year, month))
            return false;
        date = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.FromMinutes(minutes)).AddSeconds(seconds);
        return weekday < 0 || (int)date.DayOfWeek == weekday;
    }

    internal static int DaysInMonth(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static bool TrySpace(ref ReadOnlySpan<byte> value)
    {
        var rest = value.TrimStart((byte)' ');
        var isThere = rest.Length < value.Length;
        value = rest;
        return isThere;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> value, int least, int most, out int number)
    {
        number = 0;
        var length = 0;
        while (length < value.Length && length < most && value[length] is >= (byte)'0' and <= (byte)'9')
            number = (number * 10) + value[length++] - '0';
        value = value[length..];
        return length >= least && (value.IsEmpty || value[0] is < (byte)'0' or > (byte)'9');
    }

    private static bool TryMonth(ref ReadOnlySpan<byte> value, out int month)
    {
        month = 0;
        if (value.Length < 4)
            return false;
        var at = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(value[..3]);
        value = value[3..];
        month = (at / 3) + 1;
        return at >= 0 && at % 3 == 0;
    }

    private static bool TryTime(ref ReadOnlySpan<byte> value, out int seconds)
    {
        seconds = 0;
        if (!TryNumber(ref value, 2, 2, out var hour) || value.IsEmpty || value[0] != ':')
            return false;
        value = value[1..];
        if (!TryNumber(ref value, 2, 2, out var minute) || value.IsEmpty)
            return false;
        var second = 0;
        if (value[0] == ':')
        {
            value = value[1..];
            if (!TryNumber(ref value, 2, 2, out second))
                return false;
        }

        seconds = (((hour * 60) + minute) * 60) + second;
        return hour < 24 && minute < 60 && second < 60;
    }

    private static bool TryZone(ReadOnlySpan<byte> value, out int minutes, out bool isLocalTimeKnown)
    {
        minutes = 0;
        isLocalTimeKnown = true;
        if (value.Length < 5)
        {
            return value.SequenceEqual("GMT"u8);
        }

        var sign = value[0];
        value = value[1..];
        if (sign is not ((byte)'+' or (byte)'-') || !TryNumber(ref value, 4, 4, out var number))
            return false;
        minutes = (number / 100 * 60) + (number % 100);
        isLocalTimeKnown = sign == '+' || number != 0;
        if (number % 100 >= 60 || minutes > 14 * 60)
            return false;
        if (sign == '-')
            minutes = -minutes;
        // A comment behind it names the zone; one with brackets inside is left to the slow reader.
        return value.IsEmpty
            || (value.Length > 3 && value[0] == ' ' && value[1] == '(' && value.IndexOf((byte)')') == value.Length - 1
                && value[2..].IndexOfAny("(\\\r\n"u8) < 0);
    }
}
