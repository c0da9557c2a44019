using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>A postcode as it stands in a text.</summary>
/// <param name="Postcode">In capitals, with its space.</param>
/// <param name="Offset">UTF-16 units from the text's beginning.</param>
/// <param name="Length">UTF-16 units.</param>
internal readonly record struct FoundPostcode(string Postcode, int Offset, int Length);

/// <summary>Finds what has a postcode's shape. Whether it is one, the places know.</summary>
internal static partial class PostcodeText
{
    /// <summary>A letter names a few places; an attack, as many as it likes.</summary>
    private const int Most = 200;

    public static IReadOnlyList<FoundPostcode> Find(string text)
    {
        // Most lines have no digit: looking for one costs a fraction of looking for the shape.
        var digit = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (digit < 0) return [];
        var found = new List<FoundPostcode>();
        foreach (var match in Shape().EnumerateMatches(text, Math.Max(0, digit - 2)))
        {
            var written = text.AsSpan(match.Index, match.Length);
            if (!StandsAlone(text, match.Index, match.Length) || IsOrdinal(written)) continue;
            found.Add(new FoundPostcode(Written(written), match.Index, match.Length));
            if (found.Count == Most) break;
        }

        return found;
    }

    /// <summary>In capitals with one space before the last three; null if it has no postcode's shape.</summary>
    public static string? Normal(string? postcode)
    {
        if (postcode is null) return null;
        var found = Find(postcode.Trim());
        return found.Count == 1 && found[0].Length == postcode.Trim().Length ? found[0].Postcode : null;
    }

    /// <summary>Whether an army's post office is meant (BF1 …): it says nothing of a place.</summary>
    public static bool IsForces(string postcode) => postcode.StartsWith("BF1 ", StringComparison.Ordinal);

    private static string Written(ReadOnlySpan<char> written)
    {
        Span<char> plain = stackalloc char[8];
        var length = 0;
        foreach (var c in written)
            if (char.IsAsciiLetterOrDigit(c)) plain[length++] = char.ToUpperInvariant(c);
        return $"{plain[..(length - 3)]} {plain[(length - 3)..length]}";
    }

    /// <summary>Not part of an order number, a file's name or an address of the web.</summary>
    private static bool StandsAlone(string text, int offset, int length)
    {
        var before = offset == 0 ? ' ' : text[offset - 1];
        var after = offset + length == text.Length ? ' ' : text[offset + length];
        if (char.IsLetterOrDigit(before) || before is '_' or '/' or '#' or '@' or '=' or '£') return false;
        if (before == '-' && offset > 1 && !char.IsWhiteSpace(text[offset - 2])) return false;
        return !char.IsLetterOrDigit(after) && after is not ('_' or '@' or '=')
            && !(after is '-' or '/' && offset + length + 1 < text.Length
                && char.IsAsciiDigit(text[offset + length + 1]));
    }

    /// <summary>"the M4 2nd lane" has a postcode's shape.</summary>
    private static bool IsOrdinal(ReadOnlySpan<char> written) =>
        written[^2..] is "st" or "nd" or "rd" or "th" && written.Contains(' ');

    // The last two letters are never C, I, K, M, O or V; who writes one all the same has slipped, and the places say
    // so. "ZZ4 OAB" with the letter is only taken where nothing follows: in capitals "THE M25 OUT OF …" is a road.
    [GeneratedRegex(
        @"(?:[A-Za-z]{1,2}[0-9]{1,2}|[A-Za-z]{1,2}[0-9][A-Za-z])[ \u00A0]{0,2}[0-9][A-Za-z]{2}|[A-Z]{1,2}[0-9]{1,2} O[ABD-HJLNP-UW-Z]{2}(?=[ ,.;)]*$)",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
