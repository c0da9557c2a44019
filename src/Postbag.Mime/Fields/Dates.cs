namespace Postbag.Mime;

/// <summary>Reads dates: RFC 5322 §3.3 and §4.3, asctime, RFC 850, ISO 8601, and what mail programs make of
/// them.</summary>
internal static class Dates
{
    // Longer than any date with its comments; a Date field of a megabyte isn't walked.
    private const int MaxLength = 400;

    /// <summary>The date; null if it can't be read. The offset is the one that was sent.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> value, long offset, DefectList defects) =>
        Parse(value, offset, defects, out _);

    /// <summary>The date; null if it can't be read.</summary>
    /// <param name="value">The field's value.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="defects">Where to say what was wrong.</param>
    /// <param name="isLocalTimeKnown">False for -0000, by which a sender says that it knows the moment but not the
    /// local time (RFC 5322 §3.3), and for a date without a zone.</param>
    public static DateTimeOffset? Parse(
        ReadOnlySpan<byte> value, long offset, DefectList defects, out bool isLocalTimeKnown)
    {
        // A trace field ends in a semicolon and its date.
        var semicolon = value.LastIndexOf((byte)';');
        if (semicolon >= 0)
        {
            value = value[(semicolon + 1)..];
            offset += semicolon + 1;
        }

        offset += FieldText.LeadingSpace(value);
        value = FieldText.Trim(value);
        if (StandardDate.TryParse(value, out var date, out isLocalTimeKnown))
            return date;

        var text = FieldText.Decode(value[..Math.Min(value.Length, MaxLength)], offset, defects);
        var looseDate = new LooseDate(text);
        var read = looseDate.Read();
        isLocalTimeKnown = looseDate.IsLocalTimeKnown;
        if (read is null)
            defects.Add(DefectKind.BadDate, offset, "no date");
        else if (looseDate.Assumed is { } assumed)
            defects.Add(DefectKind.UnusualDate, offset, assumed);
        return read;
    }
}
