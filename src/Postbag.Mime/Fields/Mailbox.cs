using System.Globalization;

namespace Postbag.Mime;

/// <summary>Somebody that a field of a message names: a display name, an address, or both (RFC 5322 §3.4).</summary>
/// <param name="Name">The display name, decoded, with the comments of the address behind it in parentheses; null if
/// there is none. It is what the sender chose to show: a name that shows another address is reported as
/// <see cref="DefectKind.SpoofedDisplayName"/> and kept.</param>
/// <param name="Address">The address as it was sent, without comments, white space and obsolete route; in quotes only
/// where it needs them. Empty if the field gives none: a null sender, a name alone, or a group without
/// members.</param>
/// <param name="Group">The name of the group that it stands in, decoded; null outside groups.</param>
public sealed record Mailbox(string? Name, string Address, string? Group)
{
    // IdnMapping is safe to share: it is not changed after this.
    private static readonly IdnMapping Idn = new();

    /// <summary>The part before the last @; the whole address if it has none.</summary>
    public string LocalPart => Address.LastIndexOf('@') is var at and >= 0 ? Address[..at] : Address;

    /// <summary>The part after the last @ as it was sent; empty if there is none.</summary>
    public string Domain => Address.LastIndexOf('@') is var at and >= 0 ? Address[(at + 1)..] : "";

    /// <summary>The address with its domain as DNS writes it (xn--…, RFC 5891). The same as <see cref="Address"/> if
    /// the domain is plain, or is no valid name.</summary>
    public string AsciiAddress => WithDomain(ToAscii(Domain));

    /// <summary>The address with its domain as people write it (münchen.example). The same as <see cref="Address"/> if
    /// the domain is plain, or is no valid name.</summary>
    public string UnicodeAddress => WithDomain(ToUnicode(Domain));

    /// <summary>Reads a list of addresses as somebody typed it, by the same rules as those of a message.</summary>
    /// <param name="text">The list, in the form of a To field.</param>
    /// <param name="defects">What was wrong with it; offsets are UTF-8 bytes from its beginning.</param>
    /// <returns>The mailboxes in order, never null.</returns>
    public static IReadOnlyList<Mailbox> ParseList(string text, out IReadOnlyList<Defect> defects)
    {
        ArgumentNullException.ThrowIfNull(text);
        var list = new DefectList();
        defects = list;
        return Addresses.Parse(Encoding.UTF8.GetBytes(text), 0, list);
    }

    /// <summary>The address as a field holds it: the name, quoted if it must be, and the address in angle
    /// brackets.</summary>
    /// <returns>A readable form; not encoded for sending.</returns>
    public override string ToString() =>
        Name is null ? Address : $"\"{Name.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{Address}>";

    /// <summary>The ASCII form of a domain; the domain itself if it has none.</summary>
    internal static string ToAscii(string domain)
    {
        if (Ascii.IsValid(domain))
            return domain;
        return TryMap(domain, static d => Idn.GetAscii(d)) ?? domain;
    }

    /// <summary>The Unicode form of a domain; the domain itself if it has none.</summary>
    internal static string ToUnicode(string domain)
    {
        if (!domain.Contains("xn--", StringComparison.OrdinalIgnoreCase))
            return domain;
        return TryMap(domain, static d => Idn.GetUnicode(d)) ?? domain;
    }

    private static string? TryMap(string domain, Func<string, string> map)
    {
        // A name has at most 253 characters (RFC 1035 §2.3.4): a longer one isn't worth the mapping's time.
        if (domain.Length is 0 or > 253)
            return null;
        try
        {
            return map(domain);
        }
        catch (ArgumentException)
        {
            // The framework says "this is no domain name" in no other way; the domain is then kept as it was sent.
            return null;
        }
    }

    private string WithDomain(string domain) => domain.Length == 0 ? Address : $"{LocalPart}@{domain}";
}
