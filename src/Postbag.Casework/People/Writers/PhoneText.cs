using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>Telephone numbers in a text.</summary>
internal static partial class PhoneText
{
    private const int Most = 100;

    /// <returns>Each number's digits, with 0 for the United Kingdom and + for elsewhere, and its place.</returns>
    public static IReadOnlyList<(string Digits, int Offset, int Length)> Find(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9')) return [];
        var found = new List<(string, int, int)>();
        foreach (var match in Shape().EnumerateMatches(text))
        {
            var before = match.Index == 0 ? ' ' : text[match.Index - 1];
            if (char.IsLetterOrDigit(before) || before is '/' or '_' or '=' or '#') continue;
            var length = match.Length;
            while (!char.IsAsciiDigit(text[match.Index + length - 1])) length--;
            if (Normal(text.Substring(match.Index, length)) is not { } digits) continue;
            found.Add((digits, match.Index, length));
            if (found.Count == Most) break;
        }

        return found;
    }

    /// <summary>A number's digits: "+44 (0)7700 900123" and "07700 900 123" are one. Null if it is none.</summary>
    public static string? Normal(string? written)
    {
        if (written is null) return null;
        var digits = new string([.. written.Where(char.IsAsciiDigit)]);
        var isAbroad = written.TrimStart(' ', '(').StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        if (isAbroad && digits.StartsWith("44", StringComparison.Ordinal))
        {
            digits = "0" + digits[2..].TrimStart('0');
            isAbroad = false;
        }

        if (isAbroad) return digits.Length is >= 8 and <= 15 ? "+" + digits : null;
        return digits.Length is 10 or 11 && digits[0] == '0' && digits[1] is not ('0' or '4' or '6') ? digits : null;
    }

    [GeneratedRegex(@"(?:\+|\(\+|00|\(?0)[0-9][0-9 ().\u00A0-]{7,18}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
