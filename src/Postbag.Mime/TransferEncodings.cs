namespace Postbag.Mime;

/// <summary>The names of the transfer encodings.</summary>
internal static class TransferEncodings
{
    private static readonly System.Buffers.SearchValues<byte> NameEnds = System.Buffers.SearchValues.Create(
        " \t\r\n;("u8);

    public static TransferEncoding Find(ReadOnlySpan<byte> value)
    {
        var name = value.Trim(" \t\r\n\"';"u8);
        var end = name.IndexOfAny(NameEnds);
        if (end > 0)
            name = name[..end];

        foreach (var (known, encoding) in Names)
        {
            if (Ascii.EqualsIgnoreCase(name, known))
                return encoding;
        }

        return name.IsEmpty ? TransferEncoding.SevenBit : TransferEncoding.Unknown;
    }

    /// <summary>The name by which the standard calls it.</summary>
    public static string NameOf(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.SevenBit => "7bit",
        TransferEncoding.EightBit => "8bit",
        TransferEncoding.Binary => "binary",
        TransferEncoding.QuotedPrintable => "quoted-printable",
        TransferEncoding.Base64 => "base64",
        TransferEncoding.Uuencode => "x-uuencode",
        TransferEncoding.YEnc => "x-yenc",
        _ => "unknown",
    };

    private static readonly (string Name, TransferEncoding Encoding)[] Names =
    [
        ("7bit", TransferEncoding.SevenBit),
        ("8bit", TransferEncoding.EightBit),
        ("binary", TransferEncoding.Binary),
        ("quoted-printable", TransferEncoding.QuotedPrintable),
        ("base64", TransferEncoding.Base64),
        ("7-bit", TransferEncoding.SevenBit),
        ("8-bit", TransferEncoding.EightBit),
        ("7bits", TransferEncoding.SevenBit),
        ("8bits", TransferEncoding.EightBit),
        ("quoted_printable", TransferEncoding.QuotedPrintable),
        ("quotedprintable", TransferEncoding.QuotedPrintable),
        ("qp", TransferEncoding.QuotedPrintable),
        ("b", TransferEncoding.Base64),
        ("q", TransferEncoding.QuotedPrintable),
        ("base-64", TransferEncoding.Base64),
        ("x-uuencode", TransferEncoding.Uuencode),
        ("uuencode", TransferEncoding.Uuencode),
        ("x-uue", TransferEncoding.Uuencode),
        ("uue", TransferEncoding.Uuencode),
        ("x-yenc", TransferEncoding.YEnc),
        ("yenc", TransferEncoding.YEnc),
    ];
}
