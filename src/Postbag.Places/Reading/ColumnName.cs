using System.Text;

namespace Postbag.Places.Reading;

/// <summary>A heading taken apart: PCON24CD is the stem pcon, the year 2024 and the tail cd. ONS renames its columns
/// from edition to edition, so they are found by the stem, in any order and with any year.</summary>
/// <param name="Stem">The letters before the year, in lower case, without spaces and underscores.</param>
/// <param name="Year">Null if there is none.</param>
/// <param name="Tail">What comes after the year, or after an underscore or a space.</param>
internal readonly record struct ColumnName(string Stem, int? Year, string Tail)
{
    private static readonly Dictionary<string, AreaKind> Kinds = new(StringComparer.Ordinal)
    {
        ["pcon"] = AreaKind.Constituency, ["constituency"] = AreaKind.Constituency,
        ["wd"] = AreaKind.Ward, ["ward"] = AreaKind.Ward, ["osward"] = AreaKind.Ward,
        ["lad"] = AreaKind.District, ["laua"] = AreaKind.District, ["oslaua"] = AreaKind.District,
        ["lau"] = AreaKind.District,
        ["ltla"] = AreaKind.District, ["district"] = AreaKind.District,
        ["ctry"] = AreaKind.Nation, ["country"] = AreaKind.Nation, ["nation"] = AreaKind.Nation,
        ["rgn"] = AreaKind.Region, ["gor"] = AreaKind.Region, ["region"] = AreaKind.Region,
    };

    /// <summary>The kind of area the column is about; null if it is about something else.</summary>
    public AreaKind? Kind => Kinds.TryGetValue(Stem, out var kind) ? kind : null;

    /// <summary>Whether the column holds codes, and not names.</summary>
    public bool IsCode => Tail is "" or "cd" or "code" or "gsscode" or "onspd" or "nspl";

    /// <summary>Whether the column holds names: English ones, where there are Welsh ones too.</summary>
    public bool IsName => Tail is "nm" or "name";

    public static ColumnName Parse(string heading)
    {
        var stem = new StringBuilder();
        var digits = new StringBuilder();
        var tail = new StringBuilder();
        var isBroken = false;
        foreach (var letter in heading.Trim().ToLowerInvariant())
        {
            if (char.IsAsciiDigit(letter) && tail.Length == 0 && stem.Length > 0) digits.Append(letter);
            else if (!char.IsLetterOrDigit(letter)) isBroken = stem.Length > 0;
            else if (digits.Length > 0 || isBroken) tail.Append(letter);
            else stem.Append(letter);
        }

        // "wdcd" and "ladnm" have neither a year nor a gap.
        var (name, rest) = (stem.ToString(), tail.ToString());
        if (rest.Length == 0 && digits.Length == 0 && name.Length > 3 && name[^2..] is "cd" or "nm"
            && Kinds.ContainsKey(name[..^2]))
            (name, rest) = (name[..^2], name[^2..]);
        return new ColumnName(name, YearOf(digits.ToString()), rest);
    }

    private static int? YearOf(string digits) => digits.Length switch
    {
        2 => 2000 + int.Parse(digits),
        4 => int.Parse(digits),
        _ => null,
    };
}
