using System.Buffers;
using System.Text;

namespace Postbag.Casework.Inbox.Html;

/// <summary>What is left of a style attribute: declarations on a list, with values that can't fetch, run or cover
/// anything.</summary>
internal static class SafeStyle
{
    private const int MaxLength = 4000;
    private const int MaxValueLength = 200;

    private static readonly HashSet<string> Properties = new(StringComparer.OrdinalIgnoreCase)
    {
        "color", "background-color", "background", "font", "font-family", "font-size", "font-style", "font-weight",
        "font-variant", "line-height", "letter-spacing", "word-spacing", "text-align", "text-decoration", "text-indent",
        "text-transform", "vertical-align", "white-space", "word-break", "word-wrap", "overflow-wrap", "direction",
        "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding", "padding-top",
        "padding-right", "padding-bottom", "padding-left", "border", "border-top", "border-right", "border-bottom",
        "border-left", "border-color", "border-style", "border-width", "border-collapse", "border-spacing",
        "border-radius", "width", "max-width", "min-width", "height", "max-height", "min-height", "list-style-type",
        "display", "float", "clear", "table-layout", "caption-side", "empty-cells",
    };

    /// <summary>Functions that only name a colour.</summary>
    private static readonly string[] Functions = ["rgb", "rgba", "hsl", "hsla"];

    /// <summary>Neither a backslash nor a comment nor a semicolon is among them, so what is read here is what a browser
    /// reads.</summary>
    private static readonly SearchValues<char> ValueCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#%.,+-_ !()'\"");

    /// <returns>Declarations for a style attribute; empty if none is left.</returns>
    public static string Of(string style)
    {
        if (style.Length > MaxLength) return "";
        var safe = new StringBuilder();
        foreach (var declaration in style.Split(';'))
        {
            var colon = declaration.IndexOf(':');
            if (colon <= 0) continue;
            var property = declaration[..colon].Trim().ToLowerInvariant();
            var value = declaration[(colon + 1)..].Trim();
            if (!Properties.Contains(property) || !IsSafe(value)) continue;
            if (safe.Length > 0) safe.Append("; ");
            safe.Append(property).Append(": ").Append(value);
        }

        return safe.ToString();
    }

    private static bool IsSafe(string value)
    {
        if (value.Length is 0 or > MaxValueLength || value.AsSpan().ContainsAnyExcept(ValueCharacters)) return false;
        if (value.Count(c => c == '"') % 2 != 0 || value.Count(c => c == '\'') % 2 != 0) return false;
        for (var open = value.IndexOf('('); open >= 0; open = value.IndexOf('(', open + 1))
        {
            var name = value[..open].Split(' ', ',', '(', ')')[^1];
            if (!Functions.Contains(name, StringComparer.OrdinalIgnoreCase)) return false;
        }

        return true;
    }
}
