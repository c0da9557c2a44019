using System.Globalization;
using System.Text;

namespace Postbag.Triage.Reading;

/// <summary>Characters as they are compared: lower case, without accents, so that "Ŵyn", "wyn" and "WYN" are one
/// word.</summary>
internal static class Folding
{
    /// <summary>Divides words.</summary>
    public const char Divides = '\0';

    /// <summary>Stands within a word and says nothing: apostrophes, accents on their own, soft hyphens.</summary>
    public const char Silent = '\u0001';

    private static readonly char[] Folded = Build();

    public static char Of(char c) => Folded[c];

    private static char[] Build()
    {
        var folded = new char[char.MaxValue + 1];
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var c = (char)code;
            if (c is '\'' or '\u2019' or '\u02BC' or '\u00AD' or '\u200D') folded[code] = Silent;
            // Half a pair: letters beyond the first plane, and pictures, are words like any other.
            else if (char.IsSurrogate(c)) folded[code] = c;
            else if (char.IsLetterOrDigit(c)) folded[code] = Plain(c);
            else if (char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark) folded[code] = Silent;
        }

        return folded;
    }

    private static char Plain(char c)
    {
        var lower = char.ToLowerInvariant(c);
        // Only where an accent is what is taken off: Hangul, say, falls apart into its strokes.
        if (lower is < '\u00C0' or > '\u024F') return lower;
        var parts = lower.ToString().Normalize(NormalizationForm.FormD);
        return parts.Length > 1 ? parts[0] : lower;
    }
}
