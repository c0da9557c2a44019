using System.Text.RegularExpressions;

namespace Postbag.Office;

/// <summary>The codes of an office's areas as people write them.</summary>
public static partial class OfficeAreas
{
    /// <summary>How long the codes of an office may be together: a region of wards has some thousand.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Capitals, parted by one space, each once; null if something isn't an official code.</summary>
    public static string? Read(string written)
    {
        var codes = written.ToUpperInvariant()
            .Split([' ', ',', ';', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal).ToList();
        var together = string.Join(' ', codes);
        return together.Length <= MaxLength && codes.All(code => Code().IsMatch(code)) ? together : null;
    }

    [GeneratedRegex("^[A-Z][0-9]{8}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
