using System.Globalization;
using System.Text;
using Postbag.Places.Index;

namespace Postbag.Places;

/// <summary>How a place stands to an area.</summary>
public enum AreaStanding
{
    /// <summary>The files don't say.</summary>
    Unknown,

    /// <summary>All of it is in the area.</summary>
    Ours,

    /// <summary>None of it is.</summary>
    Elsewhere,

    /// <summary>Part of it is, or may be.</summary>
    Both,
}

/// <summary>The area of an office: any set of constituencies, wards, districts, regions or nations. Several
/// representatives may have the same area, or areas that overlap; each office has its own set.</summary>
/// <remarks>Of one index: made anew when another is loaded. Safe for use by many threads.</remarks>
public sealed class OurArea
{
    private readonly PlaceIndex index;
    private readonly HashSet<string> codes;
    private readonly HashSet<AreaKind> kinds = [];
    private readonly Lazy<Dictionary<string, int>> numbers;
    private readonly Lazy<(bool[] Ours, bool[] Others)> seen;
    private readonly Lazy<Dictionary<string, AreaStanding>> names;

    /// <summary>An area of some codes.</summary>
    /// <param name="index">The postcodes.</param>
    /// <param name="codes">Official codes, such as E14001063; none, and nothing is known to be ours or
    /// elsewhere.</param>
    public OurArea(PlaceIndex index, IEnumerable<string> codes)
    {
        this.index = index;
        this.codes = codes.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = new List<string>();
        var missing = this.codes.ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 1; i <= index.Areas.Count; i++)
        {
            if (!this.codes.Contains(index.Areas[i]!.Code)) continue;
            kinds.Add(index.Areas.KindOf(i));
            missing.Remove(index.Areas[i]!.Code);
            named.Add(index.Areas[i]!.Name ?? index.Areas[i]!.Code);
        }

        (Name, Missing) = (Join(named), [.. missing.Order(StringComparer.Ordinal)]);
        numbers = new(() => Enumerable.Range(1, index.Areas.Count).DistinctBy(i => index.Areas[i]!.Code)
            .ToDictionary(i => index.Areas[i]!.Code, StringComparer.OrdinalIgnoreCase));
        seen = new(Look);
        names = new(Sort);
    }

    /// <summary>What the area is called, such as "Marchbury" or "Castle, Priory and 3 more"; empty if the files name
    /// none of it.</summary>
    public string Name { get; }

    /// <summary>The codes that no imported file has: a slip, or files of another edition.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Whether the area is told in wards, as a councillor's is, and not in constituencies.</summary>
    public bool IsOfWards => kinds.Contains(AreaKind.Ward) && !kinds.Contains(AreaKind.Constituency);

    /// <summary>How a postcode stands to the area.</summary>
    /// <param name="place">What is known of the postcode, as of today.</param>
    /// <returns>Elsewhere only if the files say where it is in every way that the area is told in.</returns>
    public AreaStanding StandingOf(Place place)
    {
        var isOurs = Has(place.Constituency) || Has(place.Ward) || Has(place.District) || Has(place.Region)
            || Has(place.Nation);
        if (place.AlsoNear is { } near && kinds.Contains(AreaKind.Constituency) && Has(near) != Has(place.Constituency))
            return AreaStanding.Both;
        if (isOurs) return AreaStanding.Ours;
        return kinds.Count > 0 && kinds.All(kind => Of(place, kind) is not null)
            ? AreaStanding.Elsewhere : AreaStanding.Unknown;
    }

    /// <summary>How the place of a name stands to the area.</summary>
    /// <param name="name">As somebody wrote it; case and accents don't matter.</param>
    /// <returns>Ours if every constituency, district and ward of that name, or named after a town of that name, is.
    /// Elsewhere only if a constituency or district has the name and lies wholly elsewhere, or only one ward, in a
    /// district that is partly ours: wards and villages share theirs with many, but people rarely mean one of the same
    /// name at the country's other end.</returns>
    public AreaStanding StandingOf(string name) =>
        names.Value.TryGetValue(Fold(name), out var standing) ? standing
        : name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? StandingOf(name[4..]) : AreaStanding.Unknown;

    /// <summary>How a place stands to the area of which a file gives the codes of its ward, district or
    /// constituency.</summary>
    /// <param name="place">The codes; what isn't one, and what no imported file has, says nothing.</param>
    /// <returns>Ours or elsewhere if one of them lies wholly in the area or wholly without; unknown if none
    /// does.</returns>
    public AreaStanding StandingOfCodes(IEnumerable<string> place)
    {
        var given = place.Where(code => code.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (given.Overlaps(codes)) return AreaStanding.Ours;
        var (ours, others) = seen.Value;
        var standing = AreaStanding.Unknown;
        foreach (var i in given.Select(NumberOf).Where(i => i > 0 && ours[i] != others[i]))
        {
            // An edition of other years than the postcodes' may contradict itself.
            var one = ours[i] ? AreaStanding.Ours : AreaStanding.Elsewhere;
            standing = standing == AreaStanding.Unknown || standing == one ? one : AreaStanding.Both;
        }

        return standing;
    }

    private int NumberOf(string code) => numbers.Value.GetValueOrDefault(code);

    private bool Has(Area? area) => area is not null && codes.Contains(area.Code);

    private static Area? Of(Place place, AreaKind kind) => kind switch
    {
        AreaKind.Constituency => place.Constituency,
        AreaKind.Ward => place.Ward,
        AreaKind.District => place.District,
        // Only England has regions: elsewhere the nation says that it is in none of them.
        AreaKind.Region => place.Region ?? (place.Nation is { Code: not ['E', ..] } nation ? nation : null),
        _ => place.Nation,
    };

    /// <summary>Goes through what postcodes have in common, once: which areas hold any of ours, and which any
    /// others.</summary>
    private (bool[] Ours, bool[] Others) Look()
    {
        var (ours, others) = (new bool[index.Areas.Count + 1], new bool[index.Areas.Count + 1]);
        var isOurs = Enumerable.Range(0, index.Areas.Count + 1).Select(i => Has(index.Areas[i])).ToArray();
        for (var i = 0; i < index.AnswerCount && kinds.Count > 0; i++)
        {
            var answer = index.AnswerAt(i);
            var side = IsOurs(answer, isOurs) ? ours : others;
            side[answer.Of2024] = side[answer.Ward] = side[answer.District] = true;
        }

        return (ours, others);
    }

    /// <summary>Sorts the names of all areas.</summary>
    private Dictionary<string, AreaStanding> Sort()
    {
        var areas = index.Areas;
        var (ours, others) = seen.Value;
        var near = Neighbours(ours, others);
        var sorted = new Dictionary<string, (bool Ours, bool Others, bool IsLarge, bool IsNear, int Count)>(
            StringComparer.Ordinal);
        for (var i = 1; i <= areas.Count; i++)
        {
            if (areas[i]!.Name is not { } name || (!ours[i] && !others[i])) continue;
            foreach (var spelling in Spellings(name).Distinct())
            {
                var before = sorted.GetValueOrDefault(spelling);
                sorted[spelling] = (
                    before.Ours | ours[i], before.Others | others[i], before.IsLarge | areas.KindOf(i) != AreaKind.Ward,
                    before.IsNear | near[i], before.Count + 1);
            }
        }

        var standings = sorted.ToDictionary(
            entry => entry.Key,
            entry => entry.Value switch
            {
                (true, false, _, _, _) => AreaStanding.Ours,
                (true, true, _, _, _) => AreaStanding.Both,
                (false, true, true, _, _) or (false, true, _, true, 1) => AreaStanding.Elsewhere,
                _ => AreaStanding.Unknown,
            },
            StringComparer.Ordinal);
        AddTowns(standings, ours, others);
        return standings;
    }

    /// <summary>"Thornwick East" and "Cressby and the Vale" are in Thornwick, in Cressby and in the Vale, and people
    /// say so. Ours, if no area elsewhere is called so or named after it.</summary>
    private void AddTowns(Dictionary<string, AreaStanding> standings, bool[] ours, bool[] others)
    {
        var elsewhere = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 1; i <= index.Areas.Count; i++)
            if (index.Areas[i]!.Name is { } name && others[i]) elsewhere.UnionWith(TownNames.In(name).Select(Fold));
        for (var i = 1; i <= index.Areas.Count; i++)
        {
            if (index.Areas[i]!.Name is not { } name || !ours[i] || others[i]) continue;
            foreach (var town in TownNames.In(name).Select(Fold))
                if (!elsewhere.Contains(town)) standings.TryAdd(town, AreaStanding.Ours);
        }
    }

    /// <summary>The wards elsewhere of a district that is partly ours: who names one of them means that one, if no
    /// other bears its name.</summary>
    private bool[] Neighbours(bool[] ours, bool[] others)
    {
        var near = new bool[index.Areas.Count + 1];
        for (var i = 0; i < index.AnswerCount && kinds.Count > 0; i++)
        {
            var answer = index.AnswerAt(i);
            if (ours[answer.District] && others[answer.District]) near[answer.Ward] = true;
        }

        return near;
    }

    private static bool IsOurs(in Answer answer, bool[] isOurs) =>
        isOurs[answer.Of2024] || isOurs[answer.Ward] || isOurs[answer.District] || isOurs[answer.Region]
            || isOurs[answer.Nation];

    /// <summary>"Bristol, City of" is called Bristol.</summary>
    private static IEnumerable<string> Spellings(string name)
    {
        yield return Fold(name);
        if (name.IndexOf(',') is > 0 and var comma) yield return Fold(name[..comma]);
    }

    private static string Fold(string name)
    {
        var folded = new StringBuilder();
        foreach (var letter in name.Replace("&", "and", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(letter)
                && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(letter));
        return folded.ToString();
    }

    private static string Join(List<string> named) => named.Count switch
    {
        0 => "",
        1 => named[0],
        2 => $"{named[0]} and {named[1]}",
        _ => $"{named[0]}, {named[1]} and {named.Count - 2} more",
    };
}
