namespace Postbag.Mime;

internal static class Addresses
{
    public static IReadOnlyList<Mailbox> Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var text = EncodedWords.Decode(value, offset, defects);
        if (text.Length == 0)
            return [];

        return [.. text.Split(',').Select(One)];
    }

    private static Mailbox One(string text)
    {
        var open = text.LastIndexOf('<');
        var close = text.LastIndexOf('>');
        if (open < 0 || close < open)
            return new Mailbox(null, text.Trim(), null);

        var name = text[..open].Trim().Trim('"');
        return new Mailbox(name.Length == 0 ? null : name, text[(open + 1)..close].Trim(), null);
    }
}
