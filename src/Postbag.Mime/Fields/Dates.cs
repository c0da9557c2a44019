using System.Globalization;

namespace Postbag.Mime;

internal static class Dates
{
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var text = Encoding.Latin1.GetString(value).Trim();
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return date;

        defects.Add(DefectKind.BadDate, offset, "no date");
        return null;
    }
}
