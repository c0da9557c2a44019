using System.Collections.Frozen;

namespace Postbag.Mime;

/// <summary>The time zones that mail names by letters: those of RFC 5322 §4.3, and others in use that mean one thing.
/// IST (India, Ireland, Israel) and CST outside America are the reason why not all are here.</summary>
internal static class TimeZoneNames
{
    private static readonly FrozenDictionary<string, int> Minutes = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["ut"] = 0, ["utc"] = 0, ["gmt"] = 0, ["z"] = 0, ["wet"] = 0,
        ["est"] = -300, ["edt"] = -240, ["cst"] = -360, ["cdt"] = -300,
        ["mst"] = -420, ["mdt"] = -360, ["pst"] = -480, ["pdt"] = -420,
        ["est5edt"] = -300, ["cst6cdt"] = -360, ["mst7mdt"] = -420, ["pst8pdt"] = -480,
        ["ast"] = -240, ["adt"] = -180, ["nst"] = -210, ["ndt"] = -150,
        ["akst"] = -540, ["akdt"] = -480, ["hst"] = -600, ["brt"] = -180,
        ["bst"] = 60, ["west"] = 60, ["cet"] = 60, ["met"] = 60, ["mez"] = 60,
        ["cest"] = 120, ["mest"] = 120, ["mesz"] = 120, ["eet"] = 120, ["sast"] = 120,
        ["eest"] = 180, ["msk"] = 180, ["msd"] = 240, ["pkt"] = 300,
        ["sgt"] = 480, ["hkt"] = 480, ["awst"] = 480, ["jst"] = 540, ["kst"] = 540,
        ["acst"] = 570, ["acdt"] = 630, ["aest"] = 600, ["aedt"] = 660, ["nzst"] = 720, ["nzdt"] = 780,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Minutes.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryFind(ReadOnlySpan<char> name, out int minutes)
    {
        minutes = 0;
        if (name.Length > 8)
            return false;
        Span<char> lower = stackalloc char[8];
        var length = name.ToLowerInvariant(lower);
        return BySpan.TryGetValue(lower[..length], out minutes);
    }
}
