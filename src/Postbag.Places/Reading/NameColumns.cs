namespace Postbag.Places.Reading;

/// <summary>The pairs of columns that give codes their names.</summary>
internal static class NameColumns
{
    /// <summary>The pairs among some headings.</summary>
    /// <returns>Column of codes, column of names, and the kind of area; null where each code tells its own.</returns>
    public static IReadOnlyList<(int Code, int Name, AreaKind? Kind)> Of(string[] headings)
    {
        var names = Array.ConvertAll(headings, ColumnName.Parse);
        var pairs = new List<(int, int, AreaKind?)>();
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Kind is not { } kind || !names[i].IsCode) continue;
            var name = Array.FindIndex(
                names, other => other.Kind == kind && other.Year == names[i].Year && other.IsName);
            if (name >= 0) pairs.Add((i, name, kind));
        }

        if (pairs.Count > 0) return pairs;
        var code = Array.FindIndex(names, name => name is { Stem: "code" or "gsscode" or "gss", Tail: "" or "code" });
        var itsName = Array.FindIndex(names, name => name is { Stem: "name", Tail: "" } or { Stem: "nm", Tail: "" });
        return code >= 0 && itsName >= 0 ? [(code, itsName, null)] : [];
    }
}
