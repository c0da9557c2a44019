namespace Postbag.Mime.Charsets;

/// <summary>Turns bytes into Unicode by their label, or by what they plainly are when the label is missing or
/// wrong.</summary>
internal static class CharsetDecoder
{
    /// <summary>Decodes a text.</summary>
    /// <param name="bytes">The text, without its transfer encoding.</param>
    /// <param name="label">Its charset as stated; null if none is.</param>
    /// <param name="isHtml">Whether its own mark-up may say more.</param>
    /// <param name="offset">Where it stands, for defects.</param>
    /// <param name="defects">Where to report.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? label, bool isHtml, long offset, DefectList defects)
    {
        var charset = label is null ? null : CharsetNames.Find(label);
        if (label is not null && charset is null)
            defects.Add(DefectKind.UnknownCharset, offset, label);

        if (charset is not { Form: CharsetForm.Other } && Ascii.IsValid(bytes))
            return DecodeAscii(bytes, charset, offset, defects);

        if (DecodeMarked(bytes) is { } marked)
            return marked;

        if (charset is null or { Form: CharsetForm.Ascii })
            return DecodeUnlabelled(bytes, isHtml, offset, defects);

        return charset.Form == CharsetForm.Utf8
            ? DecodeUtf8(bytes, offset, defects)
            : DecodeLabelled(bytes, charset, offset, defects);
    }

    private static string DecodeAscii(ReadOnlySpan<byte> bytes, Charset? charset, long offset, DefectList defects)
    {
        // Japanese mail often forgets its label; its shift sequences occur nowhere else.
        if (charset is null or { Form: CharsetForm.Ascii } && bytes.IndexOf("\x1B$"u8) >= 0)
        {
            defects.Add(DefectKind.WrongCharset, offset, "iso-2022-jp");
            return CharsetNames.Iso2022Jp.Decode(bytes);
        }

        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>A byte order mark is stronger than any label (as in HTML's own rules).</summary>
    private static string? DecodeMarked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32.GetString(bytes[4..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
        _ => null,
    };

    private static string DecodeUnlabelled(ReadOnlySpan<byte> bytes, bool isHtml, long offset, DefectList defects)
    {
        var text = Charset.DecodeValidUtf8(bytes);
        var charset = (isHtml ? HtmlCharset.Stated(bytes) : null) ?? CharsetNames.Windows1252;
        defects.Add(DefectKind.UnlabelledEightBit, offset, text is null ? charset.Name : "utf-8");
        return text ?? charset.Decode(bytes);
    }

    private static string DecodeUtf8(ReadOnlySpan<byte> bytes, long offset, DefectList defects)
    {
        if (Charset.DecodeValidUtf8(bytes) is { } text)
        {
            Mojibake.Report(text, offset, defects);
            return text;
        }

        // Cut or spoiled UTF-8 still has good characters among the bad bytes; Latin-1 hardly ever has one.
        var (good, bad) = Utf8Census.Take(bytes);
        if (good * 4L < bad)
        {
            defects.Add(DefectKind.WrongCharset, offset, CharsetNames.Windows1252.Name);
            return CharsetNames.Windows1252.Decode(bytes);
        }

        defects.Add(DefectKind.InvalidText, offset, "U+FFFD in place of bytes without meaning");
        return Encoding.UTF8.GetString(bytes);
    }

    private static string DecodeLabelled(ReadOnlySpan<byte> bytes, Charset charset, long offset, DefectList defects)
    {
        // UTF-8 that is called Latin-1 is frequent; the reverse of it, Latin-1 that happens to be UTF-8, is not.
        if (charset.Form == CharsetForm.SingleByte && Charset.DecodeValidUtf8(bytes) is { } utf8)
        {
            defects.Add(DefectKind.WrongCharset, offset, "utf-8");
            return utf8;
        }

        var text = charset.Decode(bytes);
        if (!text.Contains('\uFFFD'))
            return text;

        if (charset.Form == CharsetForm.MultiByte && Charset.DecodeValidUtf8(bytes) is { } other)
        {
            defects.Add(DefectKind.WrongCharset, offset, "utf-8");
            return other;
        }

        defects.Add(DefectKind.InvalidText, offset, "U+FFFD in place of bytes without meaning");
        return text;
    }
}
