namespace Postbag.Places;

/// <summary>The towns and villages that areas are named after: the official files name wards and constituencies, and
/// whoever lives in "Thornwick East" lives in Thornwick.</summary>
internal static class TownNames
{
    /// <summary>Shorter ones are words of the language.</summary>
    private const int Shortest = 4;

    private static readonly string[] Joins = [" and ", " & ", ", ", "/", " with ", " a'r "];

    /// <summary>What tells one part of a town from another.</summary>
    private static readonly HashSet<string> Sides = new(StringComparer.OrdinalIgnoreCase)
    {
        "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "northern", "southern",
        "eastern", "western", "central",
        "centre", "mid", "upper", "lower", "inner", "outer", "town", "rural", "urban", "village", "within", "without",
        "ward", "parish", "the", "gogledd", "de", "dwyrain", "gorllewin", "canol", "uchaf", "isaf",
    };

    /// <summary>The names within an area's name, without the sides; the name itself too, if it is one.</summary>
    public static IEnumerable<string> In(string area)
    {
        foreach (var part in area.Split(Joins, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = part.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
            var (first, end) = (0, words.Length);
            while (first < end && Sides.Contains(words[first])) first++;
            while (end > first && Sides.Contains(words[end - 1])) end--;
            var town = string.Join(' ', words[first..end]);
            if (town.Length >= Shortest) yield return town;
        }
    }
}
