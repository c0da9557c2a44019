namespace Postbag.Mime;

// What a person should be told about a mailbox.
internal ref partial struct AddressParser
{
    private void Add(string? name, string address, int start)
    {
        if (address.Length == 0)
            Report(start, "an empty address");
        else
            Check(address, start);
        if (name is not null && NameSpoofing.WhatNameHides(name, address) is { } hidden)
            defects.Add(DefectKind.SpoofedDisplayName, offset + start, hidden);
        mailboxes.Add(new Mailbox(name, address, group));
    }

    private readonly void Check(string address, int start)
    {
        var at = address.LastIndexOf('@');
        if (at < 0)
        {
            Report(start, "an address without a domain");
            return;
        }

        if (at == 0 || at == address.Length - 1)
            Report(start, "an address without a local part or a domain is kept");
        else if (address[0] != '"' && address.IndexOf('@', StringComparison.Ordinal) < at)
            Report(start, "an address with two @ is kept");
        if (NameSpoofing.WhatDomainHides(address[(at + 1)..]) is { } hidden)
            defects.Add(DefectKind.SuspiciousDomain, offset + start, hidden);
    }
}
