namespace Postbag.Mime;

/// <summary>Names for parts that came without one.</summary>
internal static class AttachmentNames
{
    public static string For(MimePart part) => part.MediaType switch
    {
        "message/rfc822" or "message/global" => "message.eml",
        "message/partial" => "partial.eml",
        "message/delivery-status" => "delivery-status.txt",
        "text/plain" => "text.txt",
        "text/html" => "text.html",
        "text/calendar" => "invitation.ics",
        "application/pgp-signature" => "signature.asc",
        "application/pgp-encrypted" => "version.txt",
        "application/pkcs7-signature" or "application/x-pkcs7-signature" => "smime.p7s",
        "application/pkcs7-mime" or "application/x-pkcs7-mime" => "smime.p7m",
        "application/ms-tnef" => "winmail.dat",
        "application/pdf" => "document.pdf",
        "image/jpeg" => "picture.jpg",
        var type when type.StartsWith("image/", StringComparison.Ordinal) && IsPlain(type[6..]) => "picture." + type[6..],
        _ => "attachment.bin",
    };

    private static bool IsPlain(string subtype) => subtype.Length is > 0 and <= 5 && subtype.All(char.IsAsciiLetterOrDigit);
}
