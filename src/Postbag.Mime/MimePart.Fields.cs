namespace Postbag.Mime;

/// <content>What a part's Content- fields say (RFC 2045, 2183, 2231, 2392).</content>
public sealed partial class MimePart
{
    private readonly bool isInDigest;
    private ContentField? contentType;
    private ContentField? disposition;
    private TransferEncoding? encoding;

    /// <summary>The media type without parameters, in lower case: "text/plain" if none is stated (RFC 2045 §5.2), or if
    /// what is stated cannot be read.</summary>
    public string MediaType => ContentType.Value;

    /// <summary>The charset as the part states it; null if it states none.</summary>
    public string? Charset => ContentType["charset"];

    /// <summary>The file's name, from Content-Disposition's filename or else Content-Type's name (RFC 2183 §2.3), with
    /// RFC 2231 and RFC 2047 undone and folders taken off; null if none is stated.</summary>
    public string? FileName => AttachmentNames.Shown(Disposition["filename"] ?? ContentType["name"]);

    /// <summary>The Content-ID without its angle brackets (RFC 2392); null if there is none.</summary>
    public string? ContentId =>
        Header.First("Content-ID") is { } stated && stated.Value.Trim().Trim('<', '>') is { Length: > 0 } id
            ? id : null;

    /// <summary>Whether the part is to be shown within the text rather than beside it: its disposition says "inline",
    /// or says nothing and a Content-ID lets HTML refer to it (RFC 2183 §2.1, RFC 2392).</summary>
    public bool IsInline => Disposition.Value switch
    {
        "inline" => true,
        "" => ContentId is not null,
        _ => false,
    };

    /// <summary>Whether the part says that it is an attachment (RFC 2183 §2.2: what nobody knows counts as
    /// one).</summary>
    public bool IsAttachment => Disposition.Value is not ("" or "inline");

    /// <summary>Whether the part is a multipart.</summary>
    public bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Whether the part is text of any kind.</summary>
    public bool IsText => MediaType.StartsWith("text/", StringComparison.Ordinal);

    /// <summary>How the body is written down.</summary>
    public TransferEncoding Encoding => encoding ??= ReadEncoding();

    /// <summary>A parameter of Content-Type, decoded (RFC 2231).</summary>
    /// <param name="name">Its name in lower case: "format", "method", "report-type" …</param>
    /// <returns>Its value; null if there is none.</returns>
    public string? Parameter(string name) => ContentType[name];

    internal bool IsMessage => MediaType is "message/rfc822" or "message/global" or "message/news";

    internal bool IsEncoded => Encoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable;

    internal byte[] Boundary =>
        ContentType["boundary"] is { } boundary ? System.Text.Encoding.Latin1.GetBytes(boundary.TrimEnd()) : [];

    private ContentField ContentType => contentType ??= ReadContentType();

    private ContentField Disposition => disposition ??=
        Header.First("Content-Disposition") is { } stated
            ? Parameters.Parse(stated.ValueSpan, stated.ValueOffset, context.Defects)
            : ContentField.None;

    private ContentField ReadContentType()
    {
        var usual = isInDigest ? "message/rfc822" : "text/plain";
        if (Header.First("Content-Type") is not { } typeField)
            return new ContentField(usual);

        var stated = Parameters.Parse(typeField.ValueSpan, typeField.ValueOffset, context.Defects);
        if (IsMediaType(stated.Value))
            return stated;

        if (stated.Value.Length > 0)
            context.Defects.Add(DefectKind.BadContentType, typeField.Offset, usual);

        return stated with { Value = stated["boundary"] is null ? usual : "multipart/mixed" };
    }

    /// <summary>Whether a text that calls itself base64 plainly isn't: its first line has words between spaces, and
    /// characters that base64 doesn't have. Decoded it would be rubbish, and a letter lost.</summary>
    private bool IsProse(ReadOnlySpan<byte> body)
    {
        if (!IsText)
            return false;

        body = body.TrimStart(" \t\r\n"u8);
        body = body[..Math.Min(body.Length, 200)];
        var end = body.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? body : body[..end];
        var (spaces, foreign) = (0, 0);
        foreach (var character in line)
        {
            if (character == ' ')
                spaces++;
            else if (!char.IsAsciiLetterOrDigit((char)character) && !"+/="u8.Contains(character))
                foreign++;
        }

        return spaces >= 2 && foreign >= 1;
    }

    private TransferEncoding ReadEncoding()
    {
        if (Header.First("Content-Transfer-Encoding") is not { } stated)
            return TransferEncoding.SevenBit;

        var known = TransferEncodings.Find(stated.ValueSpan);
        if (known == TransferEncoding.Unknown)
            context.Defects.Add(DefectKind.UnknownTransferEncoding, stated.Offset, "the bytes are taken as they are");

        if (known != TransferEncoding.Base64 || !IsProse(Raw.Span))
            return known;

        context.Defects.Add(DefectKind.BadBase64, stated.Offset, "the text is not encoded, whatever it says");
        return TransferEncoding.EightBit;
    }

    private static bool IsMediaType(string value) =>
        value.IndexOf('/') is var slash && slash > 0 && slash < value.Length - 1;
}
