using System.Globalization;

namespace Postbag.Office;

/// <summary>For whom an office takes mail: domains, and single addresses. As kept: lower case, domains as the network
/// writes them, separated by spaces.</summary>
public sealed class MailFor
{
    /// <summary>As long as the column is.</summary>
    private const int LongestText = 10_000;

    private readonly HashSet<string> entries;

    private MailFor(IEnumerable<string> entries) => this.entries = [.. entries];

    public static MailFor Nobody { get; } = new([]);

    public bool IsEmpty => entries.Count == 0;

    public IReadOnlyCollection<string> Entries => entries;

    /// <summary>Reads what is kept, or what somebody has written.</summary>
    /// <returns>Null if there is something in it that is neither a domain nor an address.</returns>
    public static MailFor? Read(string text)
    {
        var written = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Normal).ToList();
        return written.Contains(null) || text.Length > LongestText ? null : new MailFor(written.OfType<string>());
    }

    public override string ToString() => string.Join(' ', entries.Order(StringComparer.Ordinal));

    /// <summary>A domain or an address as it is compared: without case, and a domain of any letters as the network
    /// writes it (RFC 5890). Nobody's local parts differ by case only, whatever RFC 5321 §2.4 allows.</summary>
    private static string? Normal(string text)
    {
        var at = text.LastIndexOf('@');
        var (local, domain) = (at < 0 ? null : text[..at], DomainOf(text[(at + 1)..]));
        if (domain is null || local?.Length == 0
            || local?.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '@') == true) return null;
        return local is null ? domain : $"{local.ToLowerInvariant()}@{domain}";
    }

    /// <summary>The entries that would take mail for an address, the nearest first: the address, the address without
    /// what its owner put behind a plus sign (RFC 5233), its domain. None for what has no domain.</summary>
    public static IEnumerable<string> EntriesFor(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || DomainOf(address[(at + 1)..]) is not { } domain) yield break;
        var local = address[..at].ToLowerInvariant();
        yield return $"{local}@{domain}";
        if (local.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus) yield return $"{local[..plus]}@{domain}";
        yield return domain;
    }

    private static string? DomainOf(string text)
    {
        if (text.Length is 0 or > 253) return null;
        try
        {
            var name = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text).ToLowerInvariant();
            return name.Contains('.', StringComparison.Ordinal) || name == "localhost" ? name.TrimEnd('.') : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
