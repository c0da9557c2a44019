namespace Postbag.Mime;

/// <summary>What a style attribute says about whether and how its text is to be read.</summary>
[Flags]
internal enum HtmlStyle
{
    None = 0,
    Hidden = 1,
    FontSizeZero = 2,
    FontSizeSet = 4,
    Preformatted = 8,
    NoMargin = 16,

    /// <summary>Word's own bullets and numbers: text that stands where a browser would draw a list's marker.</summary>
    WordBullet = 32,

    /// <summary>The line that Outlook draws above the headers of the message it quotes.</summary>
    OutlookRule = 64,

    /// <summary>A bar at the side, as around quotations.</summary>
    SideBar = 128,

    /// <summary>A quotation's element made into mere indentation, as Gmail's button does.</summary>
    Indented = 256,
}

internal static class HtmlStyles
{
    public static HtmlStyle Read(ReadOnlySpan<char> style)
    {
        if (style.Contains('&')) style = HtmlEntities.DecodeAttribute(style);
        var found = HtmlStyle.None;
        var (marginTop, marginBottom) = (false, false);
        while (!style.IsEmpty)
        {
            var end = style.IndexOf(';');
            var declaration = end < 0 ? style : style[..end];
            style = end < 0 ? [] : style[(end + 1)..];
            var colon = declaration.IndexOf(':');
            if (colon < 0) continue;
            var name = declaration[..colon].Trim();
            var value = declaration[(colon + 1)..].Trim();
            found |= Of(name, value);
            marginTop |= Is(name, "margin-top") && StartsWithZero(value);
            marginBottom |= Is(name, "margin-bottom") && StartsWithZero(value);
        }
        return marginTop && marginBottom ? found | HtmlStyle.NoMargin : found;
    }

    private static HtmlStyle Of(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => name.Length switch
    {
        6 when Is(name, "margin") => Margin(value),
        6 when Is(name, "border") && Starts(value, "none") => HtmlStyle.Indented,
        7 when Is(name, "display") && Starts(value, "none") => HtmlStyle.Hidden,
        7 when Is(name, "opacity") && IsZero(value) => HtmlStyle.Hidden,
        8 when Is(name, "mso-hide") && Starts(value, "all") => HtmlStyle.Hidden,
        8 when Is(name, "mso-list") && Starts(value, "ignore") => HtmlStyle.WordBullet,
        9 when Is(name, "font-size") => IsZero(value) ? HtmlStyle.FontSizeZero : HtmlStyle.FontSizeSet,
        10 when Is(name, "visibility") && (Starts(value, "hidden") || Starts(value, "collapse")) => HtmlStyle.Hidden,
        10 when Is(name, "max-height") && IsZero(value) => HtmlStyle.Hidden,
        10 when Is(name, "border-top") && IsOutlookRule(value) => HtmlStyle.OutlookRule,
        11 when Is(name, "white-space") && Starts(value, "pre") => HtmlStyle.Preformatted,
        11 when Is(name, "border-left") && !Starts(value, "none") && !IsZero(value) => HtmlStyle.SideBar,
        _ => HtmlStyle.None,
    };

    private static HtmlStyle Margin(ReadOnlySpan<char> value)
    {
        if (Starts(value, "0 0 0 40px") || Starts(value, "0px 0px 0px 40px")) return HtmlStyle.Indented;
        return IsZero(value) || Starts(value, "0 ") || Starts(value, "0cm 0cm") || Starts(value, "0in 0in")
            ? HtmlStyle.NoMargin
            : HtmlStyle.None;
    }

    /// <summary>Outlook 2007 to 2010 draw it in #B5C4DF, later ones in #E1E1E1, always "solid" and 1 point
    /// thick.</summary>
    private static bool IsOutlookRule(ReadOnlySpan<char> value) =>
        value.Contains("solid", StringComparison.OrdinalIgnoreCase)
        && (value.Contains("#E1E1E1", StringComparison.OrdinalIgnoreCase)
            || value.Contains("#B5C4DF", StringComparison.OrdinalIgnoreCase)
            || value.Contains("1.0pt", StringComparison.OrdinalIgnoreCase));

    /// <summary>0, 0px, 0.0em, 0 !important, but not 0.5em.</summary>
    private static bool IsZero(ReadOnlySpan<char> value)
    {
        var isZero = false;
        foreach (var c in value)
        {
            if (c == '0') isZero = true;
            else if (char.IsAsciiDigit(c)) return false;
            else if (c is not ('.' or '+' or '-')) break;
        }
        return isZero && !value.Contains(' ') || isZero && value.Contains('!');
    }

    private static bool StartsWithZero(ReadOnlySpan<char> value) =>
        value.Length > 0 && value[0] == '0' && (value.Length == 1 || value[1] != '.' || value.StartsWith("0.0"));

    private static bool Is(ReadOnlySpan<char> written, ReadOnlySpan<char> name) =>
        written.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Starts(ReadOnlySpan<char> value, ReadOnlySpan<char> with) =>
        value.StartsWith(with, StringComparison.OrdinalIgnoreCase);
}
