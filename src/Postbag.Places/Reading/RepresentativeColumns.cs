namespace Postbag.Places.Reading;

/// <summary>Which columns of a representatives' file hold what; -1 for what it doesn't have.</summary>
/// <param name="Area">The area's code.</param>
/// <param name="Name">The representative's name.</param>
/// <param name="Reach">How to reach them, in words for whoever is told; several columns are joined.</param>
internal sealed record RepresentativeColumns(int Area, int Name, IReadOnlyList<int> Reach)
{
    private static readonly string[] AreaNames =
        ["area", "areacode", "code", "constituencycode", "wardcode", "gsscode"];
    private static readonly string[] PeopleNames =
        ["representative", "representativename", "mp", "member", "councillor"];
    private static readonly string[] ReachNames =
        ["reach", "howtoreach", "howtoreachthem", "contact", "email", "emailaddress", "phone", "telephone", "website",
            "web", "address"];

    /// <summary>Null if these aren't the headings of a representatives' file.</summary>
    public static RepresentativeColumns? Of(string[] headings)
    {
        var plain = Array.ConvertAll(
            headings, heading => string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant());
        var area = Array.FindIndex(plain, AreaNames.Contains);
        var name = Array.FindIndex(plain, PeopleNames.Contains);
        return area < 0 || name < 0
            ? null
            : new RepresentativeColumns(
                area, name, [.. Enumerable.Range(0, plain.Length).Where(i => ReachNames.Contains(plain[i]))]);
    }
}
