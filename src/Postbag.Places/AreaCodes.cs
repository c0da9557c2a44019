namespace Postbag.Places;

/// <summary>What ONS's codes tell by themselves: a letter for the nation, two digits for the kind of area, six for the
/// area.</summary>
/// <remarks>Register of Geographic Codes, ONS Open Geography portal (read 2026-11-22). Letters that ONS doesn't use are
/// taken like England's, so that invented areas have codes of their own.</remarks>
internal static class AreaCodes
{
    /// <summary>The kind of area a code is of; null if Postbag has no use for it.</summary>
    public static AreaKind? KindOf(ReadOnlySpan<char> code) =>
        code.Length != 9 || !char.IsAsciiLetterUpper(code[0]) || code[1..].ContainsAnyExceptInRange('0', '9') ? null
        : (code[0], code[1..3].ToString()) switch
        {
            (_, "92" or "93") => AreaKind.Nation,
            ('M', "83") => AreaKind.Nation,
            ('E', "05") => AreaKind.Ward,
            ('E', "06" or "07" or "08" or "09") => AreaKind.District,
            ('E', "12") => AreaKind.Region,
            ('E', "14") => AreaKind.Constituency,
            ('W', "05") => AreaKind.Ward,
            ('W', "06") => AreaKind.District,
            ('W', "07") => AreaKind.Constituency,
            ('S', "12") => AreaKind.District,
            ('S', "13") => AreaKind.Ward,
            ('S', "14") => AreaKind.Constituency,
            ('N', "05" or "06") => AreaKind.Constituency,
            ('N', "08") => AreaKind.Ward,
            ('N', "09") => AreaKind.District,
            ('E' or 'W' or 'S' or 'N' or 'K' or 'L' or 'M', _) => null,
            (_, "05") => AreaKind.Ward,
            (_, "06") => AreaKind.District,
            (_, "12") => AreaKind.Region,
            (_, "14") => AreaKind.Constituency,
            _ => null,
        };

    /// <summary>The names of the nations, which no file needs to bring.</summary>
    public static string? NationOf(string code) => code switch
    {
        "E92000001" => "England",
        "N92000002" => "Northern Ireland",
        "S92000003" => "Scotland",
        "W92000004" => "Wales",
        "L93000001" => "Channel Islands",
        "M83000003" => "Isle of Man",
        _ => null,
    };
}
