namespace Postbag.Mime;

/// <summary>How the address of a link is shown beside its text.</summary>
internal static class HtmlLinks
{
    /// <summary>Longer addresses than this, in UTF-16 units, only count clicks; they aren't shown.</summary>
    private const int LongestShown = 500;

    /// <summary>The address as a person would write it; null if it isn't one to be shown (in-page, script, attached
    /// image).</summary>
    public static string? Shown(string href)
    {
        href = href.Trim();
        if (href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            var end = href.IndexOf('?', StringComparison.Ordinal);
            href = (end < 0 ? href[7..] : href[7..end]).Trim();
            return href.Length is 0 or > LongestShown ? null : Uri.UnescapeDataString(href);
        }
        if (href.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)) href = href[4..];
        else if (!href.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return null;
        if (Unwrapped(href) is { } wrapped) href = wrapped;
        return href.Length is 0 or > LongestShown || href.AsSpan().ContainsAny('\n', '\r', '\t') ? null : href;
    }

    /// <summary>True if the text says the address already.</summary>
    public static bool Says(ReadOnlySpan<char> text, string link)
    {
        if (text.Contains(link, StringComparison.OrdinalIgnoreCase)) return true;
        if (link.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ' or '(' or ')')) return IsNumber(text);
        return Bare(text).Equals(Bare(link), StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', '9') < 0;

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> address)
    {
        address = address.Trim().Trim("<>[]").TrimEnd('/');
        if (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) address = address[8..];
        else if (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) address = address[7..];
        return address.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address[4..] : address;
    }

    /// <summary>What lies behind Microsoft's "safe links", whose own address says nothing to a reader; null if it isn't
    /// one.</summary>
    private static string? Unwrapped(string href)
    {
        if (!href.Contains(".safelinks.protection.outlook.com/", StringComparison.OrdinalIgnoreCase)) return null;
        var start = href.IndexOf("url=", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return null;
        var end = href.IndexOf('&', start);
        return Uri.UnescapeDataString(end < 0 ? href[(start + 4)..] : href[(start + 4)..end]);
    }
}
