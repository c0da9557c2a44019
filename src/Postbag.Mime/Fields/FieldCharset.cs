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

        var found = new DefectList();
        var text = CharsetDecoder.Decode(bytes, "utf-8", isHtml: false, offset, found);
        defects.Add(DefectKind.RawEightBitHeader, offset, found.Count > 0 ? found[0].Assumed : "utf-8");
        return text;
    }

    /// <summary>Bytes with a charset's name.</summary>
    public static string Decode(ReadOnlySpan<byte> label, ReadOnlySpan<byte> bytes, long offset, DefectList defects) =>
        CharsetDecoder.Decode(bytes, Label(label), isHtml: false, offset, defects);

    private static string Label(ReadOnlySpan<byte> label) =>
        Ascii.EqualsIgnoreCase(label, "utf-8"u8) ? "utf-8"
        : Ascii.EqualsIgnoreCase(label, "iso-8859-1"u8) ? "iso-8859-1"
        : Encoding.Latin1.GetString(label);
}
