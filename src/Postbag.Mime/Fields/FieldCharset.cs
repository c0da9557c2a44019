using System.Text.Unicode;
using Postbag.Mime.Charsets;

namespace Postbag.Mime;

/// <summary>Bytes of a header field as text.</summary>
internal static class FieldCharset
{
    /// <summary>Raw bytes: UTF-8 as RFC 6532 allows, else the likeliest charset, which is reported.</summary>
    public static string DecodeUnlabelled(ReadOnlySpan<byte> bytes, long offset, DefectList defects)
    {
        if (Utf8.IsValid(bytes))
            return CharsetDecoder.Decode(bytes, "utf-8", isHtml: false, offset, defects);

        // Any bytes make sense in a single-byte charset, so there it counts that hardly anything is UTF-8.
        var (good, bad) = Utf8Census.Take(bytes);
        var isUtf8 = good > bad;
        if (OfBody(defects) is { } charset && (charset.Form == CharsetForm.MultiByte || !isUtf8)
            && charset.Decode(bytes) is var likelier && IsMeaning(likelier))
        {
            defects.Add(DefectKind.RawEightBitHeader, offset, charset.Name);
            return likelier;
        }

        var assumed = isUtf8 ? Charset.Utf8 : CharsetNames.Windows1252;
        defects.Add(DefectKind.RawEightBitHeader, offset, assumed.Name);
        return assumed.Decode(bytes);
    }

    /// <summary>The shift sequences of ISO-2022-JP, which occur nowhere else: Japanese programs leave out the label in
    /// fields as in texts.</summary>
    public static string DecodeJapanese(ReadOnlySpan<byte> bytes, long offset, DefectList defects)
    {
        defects.Add(DefectKind.RawEightBitHeader, offset, CharsetNames.Iso2022Jp.Name);
        return CharsetNames.Iso2022Jp.Decode(bytes);
    }

    /// <summary>Bytes with a charset's name.</summary>
    public static string Decode(ReadOnlySpan<byte> label, ReadOnlySpan<byte> bytes, long offset, DefectList defects) =>
        CharsetDecoder.Decode(bytes, Label(label), isHtml: false, offset, defects);

    /// <summary>The charset of the body, which a program that writes raw bytes into the header has most likely used
    /// there too; null if it says nothing more than can be seen.</summary>
    private static Charset? OfBody(DefectList defects)
    {
        if (defects.Root is not { } root)
            return null;

        // A type's own parameters may be raw bytes: what is asked for here mustn't ask again.
        defects.Root = null;
        var stated = Texts(root).Select(part => part.Charset).FirstOrDefault(label => label is not null);
        defects.Root = root;
        return stated is null ? null
            : CharsetNames.Find(stated) is { Form: CharsetForm.SingleByte or CharsetForm.MultiByte } charset ? charset
            : null;
    }

    /// <summary>The first few texts: a message may have ten thousand parts, and each of its fields raw bytes.</summary>
    private static IEnumerable<MimePart> Texts(MimePart root) =>
        root.IsText ? [root]
            : root.Children.Take(4).SelectMany(child => child.IsText ? [child] : child.Children.Take(4))
            .Where(part => part.IsText);

    private static bool IsMeaning(string text) => !text.Any(c => c == '\uFFFD' || char.IsControl(c) && c >= '\u0080');

    private static string Label(ReadOnlySpan<byte> label) =>
        Ascii.EqualsIgnoreCase(label, "utf-8"u8) ? "utf-8"
        : Ascii.EqualsIgnoreCase(label, "iso-8859-1"u8) ? "iso-8859-1"
        : Encoding.Latin1.GetString(label);
}
