using System.Text.Unicode;

namespace Postbag.Mime.Charsets;

/// <summary>Turns bytes into Unicode by their label, or by what they plainly are when the label is missing or wrong.</summary>
internal static class CharsetDecoder
{
    public static string Decode(ReadOnlySpan<byte> bytes, string? label, bool isHtml, long offset, DefectList defects)
    {
        var encoding = label is null ? null : CharsetNames.Find(label);
        if (label is not null && encoding is null)
            defects.Add(DefectKind.UnknownCharset, offset, label);

        if (encoding is null or ASCIIEncoding)
        {
            if (Ascii.IsValid(bytes))
                return Encoding.Latin1.GetString(bytes);

            defects.Add(DefectKind.UnlabelledEightBit, offset, Utf8.IsValid(bytes) ? "utf-8" : "windows-1252");
            encoding = Utf8.IsValid(bytes) ? Encoding.UTF8 : CharsetNames.Windows1252;
        }

        return encoding.GetString(bytes);
    }
}
