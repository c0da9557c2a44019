namespace Postbag.Casework.Inbox.Html;

/// <summary>Addresses a letter may lead to.</summary>
internal static class SafeLink
{
    private const int MaxLength = 4000;

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    /// <returns>The address as a browser will take it; null if it leads nowhere harmless.</returns>
    public static string? Of(string? href)
    {
        if (href is null || href.Length > MaxLength) return null;
        // Browsers drop these anywhere in an address, so "java\nscript:" would be a script to them.
        var plain = string.Concat(href.Where(c => !char.IsControl(c))).Trim();
        return Uri.TryCreate(plain, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme)
            ? address.AbsoluteUri
            : null;
    }

    /// <summary>The address of a picture elsewhere; null if it isn't one.</summary>
    public static string? Picture(string? src) =>
        Of(src) is { } address && address.StartsWith("http", StringComparison.Ordinal) ? address : null;
}
