namespace Postbag.Places;

/// <summary>The constituencies of the House of Commons that a file or a question is about.</summary>
public enum BoundarySet
{
    /// <summary>Those in use from the general election of 6 May 2010 until that of 2024.</summary>
    Of2010,

    /// <summary>Those in use since the general election of 4 July 2024.</summary>
    Of2024,
}

/// <summary>Which constituencies held on which day, and which set a code belongs to.</summary>
public static class BoundarySets
{
    /// <summary>The day of the general election at which the constituencies of 2024 came into use.</summary>
    /// <remarks>The Parliamentary Constituencies Order 2023 (SI 2023/1230), article 1.</remarks>
    public static readonly DateOnly From2024 = new(2024, 7, 4);

    /// <summary>The set in use on a day; before 2010 that of 2010, because no older one is kept.</summary>
    public static BoundarySet On(DateOnly day) => day < From2024 ? BoundarySet.Of2010 : BoundarySet.Of2024;

    /// <summary>The set a constituency's code is of; null if it is in both, or isn't one the program knows.</summary>
    /// <remarks>ONS codes: E14000530 to 1062 of 2010 and 1063 to 1605 of 2024; W07000041 to 80 and 81 to 112; S14000001
    /// to 59 and 60 to 111, five of the older ones staying; N06 and N05. Both sets stand under the same column name in
    /// ONS's files.</remarks>
    internal static BoundarySet? Of(string code)
    {
        if (code.Length != 9 || !int.TryParse(code.AsSpan(3), out var number)) return null;
        return code[..3] switch
        {
            "E14" when number is >= 530 and <= 1062 => BoundarySet.Of2010,
            "E14" when number is >= 1063 and <= 1605 => BoundarySet.Of2024,
            "W07" when number is >= 41 and <= 80 => BoundarySet.Of2010,
            "W07" when number is >= 81 and <= 112 => BoundarySet.Of2024,
            "S14" when number is 21 or 27 or 45 or 48 or 51 => null,
            // ONS used these five for a while for constituencies of 2024, and gave them other codes later.
            "S14" when number is 6 or 8 or 10 or 40 or 58 => null,
            "S14" when number is >= 1 and <= 59 => BoundarySet.Of2010,
            "S14" when number is >= 60 and <= 111 => BoundarySet.Of2024,
            "N06" => BoundarySet.Of2010,
            "N05" => BoundarySet.Of2024,
            _ => null,
        };
    }

    /// <summary>The lasting code of a constituency of 2024 that was published under a code of 2010 at first.</summary>
    internal static string Lasting2024(string code) => code switch
    {
        "S14000006" => "S14000107",
        "S14000008" => "S14000108",
        "S14000010" => "S14000109",
        "S14000040" => "S14000110",
        "S14000058" => "S14000111",
        _ => code,
    };
}
