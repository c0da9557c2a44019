namespace Postbag.Mime;

// The clock and the zone.
internal sealed partial class LooseDate
{
    private void FindTime()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsSmallNumber(i) && IsMark(i + 1, ':') && IsSmallNumber(i + 2))
            {
                TakeTime(i, ':');
                return;
            }

            // 20030203T120000Z, as calendars write it.
            if (IsNumber(i) && tokens[i].Digits is 4 or 6 && Word(i - 1) is "T" && IsNumber(i - 2))
            {
                var number = tokens[i].Digits == 6 ? tokens[i].Value : tokens[i].Value * 100;
                (hour, minute, second) = (number / 10000, number / 100 % 100, number % 100);
                (timeStart, timeEnd) = (i, i + 1);
                return;
            }
        }
    }

    /// <summary>A clock with dots (10.52.37), once it is known which numbers are the day. False if a date without any
    /// time isn't certain enough to be one.</summary>
    private bool FindDottedTime()
    {
        for (var i = dayEnd; i + 2 < tokens.Count; i++)
        {
            if (IsSmallNumber(i) && IsMark(i + 1, '.') && IsSmallNumber(i + 2))
            {
                TakeTime(i, '.');
                return true;
            }
        }

        Assume("midnight");
        return true;
    }

    private void TakeTime(int start, char mark)
    {
        hour = tokens[start].Value;
        minute = tokens[start + 2].Value;
        var next = start + 3;
        if (IsMark(next, mark) && IsSmallNumber(next + 1))
        {
            second = tokens[next + 1].Value;
            next += 2;
            if ((IsMark(next, '.') || IsMark(next, ',')) && IsNumber(next + 1) && !tokens[next + 1].SpaceBefore)
            {
                fractionTicks = Fraction(tokens[next + 1]);
                next += 2;
            }
        }

        (timeStart, timeEnd) = (start, next);
        TakeHalf();
    }

    private long Fraction(DateToken token)
    {
        var digits = text.AsSpan(token.Start, Math.Min(token.Digits, 7));
        var ticks = long.Parse(digits);
        for (var i = digits.Length; i < 7; i++)
            ticks *= 10;
        return ticks;
    }

    /// <summary>The half of the day: PM, p.m.; before the time in Chinese, Japanese and Korean.</summary>
    private void TakeHalf()
    {
        var before = Word(timeStart - 1);
        if (before is "上午" or "午前" or "오전")
            isAfternoon = false;
        else if (before is "下午" or "午後" or "오후")
            isAfternoon = true;

        var word = Word(timeEnd);
        var isDotted = word.Length == 1 && IsMark(timeEnd + 1, '.') && Word(timeEnd + 2) is "m" or "M";
        if (!isDotted && !(word.Length == 2 && word[1] is 'm' or 'M'))
            return;
        if (word[0] is 'a' or 'A')
            isAfternoon = false;
        else if (word[0] is 'p' or 'P')
            isAfternoon = true;
        else
            return;
        timeEnd += isDotted ? 3 : 1;
        if (isDotted && IsMark(timeEnd, '.'))
            timeEnd++;
    }

    private void FindZone()
    {
        var name = -1;
        for (var i = timeEnd < 0 ? dayEnd : timeEnd; i < tokens.Count; i++)
        {
            if (i >= dayStart && i < dayEnd)
                continue;
            if ((IsMark(i, '+') || IsMark(i, '-') || IsMark(i, '−')) && IsNumber(i + 1))
            {
                TakeOffset(i);
                return;
            }

            // "12.00 Uhr"
            if (name < 0 && Word(i).Length > 0 && Word(i) is not ("Uhr" or "h"))
                name = i;
            if (i != yearIndex && IsNumber(i) && tokens[i].Digits == 4 && i == timeEnd)
            {
                Assume("a zone without its sign lies east");
                SetZone(tokens[i].Value / 100, tokens[i].Value % 100, 1);
                return;
            }
        }

        if (name >= 0)
        {
            TakeZoneName(Word(name));
            return;
        }

        IsLocalTimeKnown = false;
        Assume("no zone: UTC");
    }

    private void TakeOffset(int sign)
    {
        var number = tokens[sign + 1];
        var direction = IsMark(sign, '+') ? 1 : -1;
        if (IsMark(sign + 2, ':') && IsSmallNumber(sign + 3))
        {
            SetZone(number.Value, tokens[sign + 3].Value, direction);
            return;
        }

        switch (number.Digits)
        {
            case <= 2:
                SetZone(number.Value, 0, direction);
                break;
            case 3 or 4:
                SetZone(number.Value / 100, number.Value % 100, direction);
                break;
            default:
                SetZone(100, 0, direction);
                break;
        }

        if (direction < 0 && number.Value == 0)
            IsLocalTimeKnown = false;
    }

    private void SetZone(int hours, int minutes, int direction)
    {
        if (minutes > 59 || hours > 99)
        {
            IsLocalTimeKnown = false;
            Assume("a zone that is none: UTC");
            return;
        }

        // No place lies further from Greenwich than 14 hours, and DateTimeOffset holds no more; but RFC 5322 §3.3 lets
        // a zone go to 99, so the instant is as stated.
        zoneMinutes = direction * ((hours * 60) + minutes);
        if (Math.Abs(zoneMinutes) > 14 * 60)
        {
            IsLocalTimeKnown = false;
            (farMinutes, zoneMinutes) = (zoneMinutes, 0);
            Assume("a zone that no place has: the same instant in UTC");
        }
    }

    private void TakeZoneName(ReadOnlySpan<char> name)
    {
        if (TimeZoneNames.TryFind(name, out zoneMinutes))
            return;
        // RFC 5322 §4.3: the military letters were defined the wrong way round, so they, like all that nobody
        // knows, say no more than that the zone isn't known.
        IsLocalTimeKnown = false;
        Assume("a zone that nobody knows: UTC");
    }
}
