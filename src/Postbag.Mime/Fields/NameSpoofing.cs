namespace Postbag.Mime;

/// <summary>Finds display names and domains that show one thing and are another.</summary>
internal static class NameSpoofing
{
    /// <summary>What a display name hides about its address, as a defect's words; null if nothing.</summary>
    public static string? WhatNameHides(string name, string address)
    {
        foreach (var current in name)
        {
            // Directional overrides and isolates turn "gro.elpmaxe@a" into "a@example.org".
            if (current is '\u202A' or '\u202B' or '\u202D' or '\u202E' or (>= '\u2066' and <= '\u2069'))
                return "the name holds characters that turn the direction of writing";
        }

        var from = 0;
        while (name.IndexOf('@', from) is var at and >= 0)
        {
            from = at + 1;
            if (AddressAround(name, at) is { } shown && !IsSame(shown, address))
                return $"the name shows the address {shown}";
        }

        return null;
    }

    /// <summary>What a domain hides, as a defect's words; null if nothing.</summary>
    public static string? WhatDomainHides(string domain)
    {
        var isPlain = Ascii.IsValid(domain);
        if (isPlain && !domain.Contains("xn--", StringComparison.OrdinalIgnoreCase))
            return null;
        var readable = Mailbox.ToUnicode(domain);
        if (isPlain && string.Equals(readable, domain, StringComparison.Ordinal))
            return "a domain that isn't valid IDN is kept as it stands";
        if (!isPlain && string.Equals(Mailbox.ToAscii(domain), domain, StringComparison.Ordinal))
            return "a domain that isn't valid IDN is kept as it stands";
        foreach (var label in readable.Split('.'))
        {
            if (MixesScripts(label))
                return "a domain that mixes letters of several scripts in one label";
        }

        return null;
    }

    private static string? AddressAround(string name, int at)
    {
        var start = at;
        while (start > 0 && IsAddressCharacter(name[start - 1]))
            start--;
        var end = at + 1;
        while (end < name.Length && IsAddressCharacter(name[end]))
            end++;
        while (end > at && name[end - 1] == '.')
            end--;
        // "me@work" is a name; an address has a dot in its domain.
        return start < at && name.AsSpan(at..end).Contains('.') ? name[start..end] : null;
    }

    private static bool IsSame(string shown, string address) =>
        string.Equals(shown, address, StringComparison.OrdinalIgnoreCase)
        || string.Equals(InAscii(shown), InAscii(address), StringComparison.OrdinalIgnoreCase);

    private static string InAscii(string address) => new Mailbox(null, address, null).AsciiAddress;

    private static bool IsAddressCharacter(char current) =>
        char.IsLetterOrDigit(current) || current is '.' or '-' or '_' or '+' or '=' or '%' or '/' or '&';

    private static bool MixesScripts(string label)
    {
        var latin = false;
        var greek = false;
        var cyrillic = false;
        foreach (var current in label)
        {
            latin |= char.IsAsciiLetter(current) || (current is >= '\u00C0' and <= '\u024F' && char.IsLetter(current));
            greek |= current is >= '\u0370' and <= '\u03FF';
            cyrillic |= current is >= '\u0400' and <= '\u052F';
        }

        return (latin && greek) || (latin && cyrillic) || (greek && cyrillic);
    }
}
