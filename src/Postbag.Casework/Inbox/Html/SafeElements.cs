namespace Postbag.Casework.Inbox.Html;

/// <summary>The list: which elements and attributes of a stranger's HTML are written.</summary>
internal static class SafeElements
{
    private const int MaxAttributeLength = 500;

    public static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption",
        "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption",
        "figure",
        "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li", "main", "mark",
        "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    };

    public static readonly HashSet<string> Empty = new(StringComparer.Ordinal) { "br", "col", "hr", "wbr" };

    /// <summary>Gone with everything in them. Elements on neither list go, and what is in them stays.</summary>
    public static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "applet", "area", "audio", "base", "basefont", "bgsound", "button", "canvas", "datalist", "dialog", "embed",
        "fencedframe", "frame", "frameset", "head", "iframe", "input", "isindex", "keygen", "link", "map", "math",
        "menuitem", "meta", "meter", "noembed", "noframes", "noscript", "object", "optgroup", "option", "output",
        "param", "plaintext", "portal", "progress", "script", "select", "slot", "source", "style", "svg", "template",
        "textarea", "title", "track", "video", "xmp",
    };

    private static readonly HashSet<string> Everywhere = new(StringComparer.Ordinal) { "dir", "lang", "align" };

    private static readonly Dictionary<string, string[]> Own = new(StringComparer.Ordinal)
    {
        ["table"] = ["width", "height", "bgcolor", "border", "cellpadding", "cellspacing"],
        ["tr"] = ["height", "valign", "bgcolor"],
        ["td"] = ["width", "height", "valign", "bgcolor", "colspan", "rowspan", "nowrap"],
        ["th"] = ["width", "height", "valign", "bgcolor", "colspan", "rowspan", "nowrap", "scope"],
        ["thead"] = ["valign"], ["tbody"] = ["valign"], ["tfoot"] = ["valign"],
        ["col"] = ["width", "span"], ["colgroup"] = ["width", "span"],
        ["font"] = ["color", "face", "size"],
        ["ol"] = ["start", "type"], ["ul"] = ["type"], ["li"] = ["value", "type"],
        ["hr"] = ["width", "size", "color"],
        ["img"] = ["width", "height"],
        ["abbr"] = ["title"], ["acronym"] = ["title"], ["time"] = ["datetime"],
    };

    /// <summary>Whether an attribute that is only data is written; links, pictures and styles have rules of their
    /// own.</summary>
    public static bool IsAllowed(string element, string attribute, string value) =>
        value.Length <= MaxAttributeLength
        && (Everywhere.Contains(attribute) || (Own.TryGetValue(element, out var own) && own.Contains(attribute)))
        && (attribute is not ("colspan" or "rowspan" or "span")
            || (int.TryParse(value, out var count) && count is > 0 and <= 100))
        && (attribute is not ("width" or "height") || IsLength(value));

    private static bool IsLength(string value)
    {
        var number = value.Trim().TrimEnd('%');
        if (number.EndsWith("px", StringComparison.OrdinalIgnoreCase)) number = number[..^2];
        return double.TryParse(number, out var length) && length is >= 0 and <= 5000;
    }
}
