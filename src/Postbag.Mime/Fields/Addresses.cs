namespace Postbag.Mime;

/// <summary>Reads address lists: RFC 5322 §3.4 and §4.4, and what arrives instead of them.</summary>
internal static class Addresses
{
    /// <summary>How many mailboxes of one field are read. A field of "a,a,a,…" would otherwise cost fifty bytes of
    /// memory for each byte sent.</summary>
    public const int MaxMailboxes = 20_000;

    public static IReadOnlyList<Mailbox> Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var parser = new AddressParser(value, offset, defects, stackalloc AddressToken[24], stackalloc AddressToken[8]);
        parser.Run();
        parser.Dispose();
        return parser.Mailboxes;
    }
}
