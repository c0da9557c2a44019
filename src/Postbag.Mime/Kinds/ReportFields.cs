using System.Globalization;

namespace Postbag.Mime;

/// <summary>Groups of fields, as the bodies of delivery reports and disposition notifications hold (RFC 3464
/// §2.1).</summary>
internal static class ReportFields
{
    /// <summary>
    /// How many groups are read. A report has one for each recipient; without a limit a report of 25 MB could list five
    /// million.
    /// </summary>
    public const int MostGroups = 1001;

    /// <summary>How many UTF-16 units of a report are read, for the same reason.</summary>
    private const int Longest = 1 << 20;

    /// <summary>Each group with its fields; a repeated field counts the first time. Empty groups are left
    /// out.</summary>
    public static List<Dictionary<string, string>> Read(string text)
    {
        var groups = new List<Dictionary<string, string>>();
        var group = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        foreach (var line in text.AsSpan(0, Math.Min(text.Length, Longest)).EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                if (group.Count > 0) groups.Add(group);
                if (groups.Count == MostGroups) return groups;
                if (group.Count > 0) group = new(StringComparer.OrdinalIgnoreCase);
                last = null;
                continue;
            }
            if (line[0] is ' ' or '\t')
            {
                // A few folded lines make a value; thousands would be copied again and again.
                if (last is not null && group[last].Length < 2000) group[last] += string.Concat(" ", line.Trim());
                continue;
            }
            var colon = line.IndexOf(':');
            last = colon > 0 && group.Count < 100
                && group.TryAdd(line[..colon].Trim().ToString(), line[(colon + 1)..].Trim().ToString())
                ? line[..colon].Trim().ToString()
                : null;
        }
        if (group.Count > 0) groups.Add(group);
        return groups;
    }

    /// <summary>The value without its type ("rfc822;"), and without the encoding of its address (RFC 3461 §4, RFC 6533
    /// §3).</summary>
    public static string? Address(IReadOnlyDictionary<string, string> group, string name)
    {
        if (WithoutType(group, name) is not { Length: > 0 } address) return null;
        address = address.Trim().Trim('<', '>');
        if (!address.Contains('+') && !address.Contains('\\')) return address;

        var decoded = new StringBuilder(address.Length);
        for (var i = 0; i < address.Length; i++)
        {
            if (address[i] == '+' && TryEncoded(address.AsSpan(i + 1), out var character))
            {
                decoded.Append(character);
                i += 2;
            }
            else if (address.AsSpan(i).StartsWith(@"\x{") && address.IndexOf('}', i) is var end and > 0 && end - i <= 9
                && int.TryParse(address.AsSpan(i + 3, end - i - 3), NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture, out var code)
                && Rune.IsValid(code))
            {
                decoded.Append(new Rune(code));
                i = end;
            }
            else decoded.Append(address[i]);
        }
        return decoded.ToString();
    }

    /// <summary>The value after its type ("smtp; 550 no such user"); null if there is none.</summary>
    public static string? WithoutType(IReadOnlyDictionary<string, string> group, string name)
    {
        if (!group.TryGetValue(name, out var value)) return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        return semicolon is >= 0 and < 20 ? value[(semicolon + 1)..].Trim() : value;
    }

    /// <summary>Many servers don't encode what they should, so "+44" is more often a number than a "D": only what must
    /// be encoded is decoded.</summary>
    private static bool TryEncoded(ReadOnlySpan<char> text, out char character)
    {
        character = '\0';
        if (text.Length < 2 || !char.IsAsciiHexDigit(text[0]) || !char.IsAsciiHexDigit(text[1])) return false;
        character = (char)int.Parse(text[..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return character is '+' or '=' or <= ' ' or > '~';
    }
}
