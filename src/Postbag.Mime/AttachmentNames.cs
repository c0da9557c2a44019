namespace Postbag.Mime;

/// <summary>Names for parts that came without one.</summary>
internal static class AttachmentNames
{
    public static string For(MimePart part) => part.MediaType switch
    {
        "message/rfc822" or "message/global" => "message.eml",
        "message/partial" => "partial.eml",
        "message/delivery-status" or "message/global-delivery-status" => "delivery-status.txt",
        "message/disposition-notification" or "message/global-disposition-notification" => "receipt.txt",
        "text/rfc822-headers" or "message/global-headers" => "headers.txt",
        "message/external-body" => "external.txt",
        "text/plain" => "text.txt",
        "text/html" => "text.html",
        "text/calendar" => "invitation.ics",
        "text/csv" => "table.csv",
        "text/vcard" or "text/x-vcard" => "contact.vcf",
        "text/rtf" or "application/rtf" => "document.rtf",
        "application/pgp-signature" => "signature.asc",
        "application/pgp-encrypted" => "version.txt",
        "application/pkcs7-signature" or "application/x-pkcs7-signature" => "smime.p7s",
        "application/pkcs7-mime" or "application/x-pkcs7-mime" => "smime.p7m",
        "application/ms-tnef" => "winmail.dat",
        "application/pdf" => "document.pdf",
        "image/jpeg" => "picture.jpg",
        var type when type.StartsWith("image/", StringComparison.Ordinal) && IsPlain(type[6..]) =>
            "picture." + type[6..],
        _ => "attachment.bin",
    };

    /// <summary>The media type of a file that came with its name only; application/octet-stream if the name says
    /// nothing.</summary>
    public static string TypeOf(string name) => name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant() switch
    {
        "TXT" => "text/plain",
        "HTM" or "HTML" => "text/html",
        "PDF" => "application/pdf",
        "JPG" or "JPEG" => "image/jpeg",
        "PNG" => "image/png",
        "GIF" => "image/gif",
        "DOC" => "application/msword",
        "DOCX" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "XLS" => "application/vnd.ms-excel",
        "XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "RTF" => "application/rtf",
        "ZIP" => "application/zip",
        "ICS" => "text/calendar",
        "VCF" => "text/vcard",
        "EML" => "message/rfc822",
        _ => "application/octet-stream",
    };

    /// <summary>A name must never lead out of the folder it is saved in, nor look like another: "roof[U+202E]fdp.exe"
    /// is shown as "roofexe.pdf".</summary>
    public static string? Shown(string? name)
    {
        if (name is null)
            return null;

        var shown = name[(name.LastIndexOfAny(['/', '\\']) + 1)..]
            .Where(c => !TurnsDirection(c)).Select(c => char.IsControl(c) ? ' ' : c);
        var last = string.Concat(shown).Trim();
        return last.Length == 0 || last is "." or ".." ? null : last;
    }

    private static bool TurnsDirection(char c) =>
        c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private static bool IsPlain(string subtype) =>
        subtype.Length is > 0 and <= 5 && subtype.All(char.IsAsciiLetterOrDigit);
}
