using System.Text;
using Postbag.Mime;

namespace Postbag.Casework.Inbox.Documents;

/// <summary>What kind of text an attachment may hold.</summary>
internal enum DocumentKind
{
    None,
    Plain,
    Html,
    Word,
    Message,

    /// <summary>Needs a program beside ours: see <see cref="PdfText"/>.</summary>
    Pdf,
}

/// <summary>Finds the text of attachments, so that it can be searched. Nothing here throws because of what was sent:
/// what can't be read has no text.</summary>
internal static class DocumentText
{
    /// <summary>Characters taken of one attachment; what comes after is not searched for.</summary>
    public const int MaxChars = 2_000_000;

    /// <summary>Larger attachments are left alone: no letter's text is that long, and unpacking takes memory.</summary>
    private const int MaxBytes = 64 << 20;

    private static readonly UTF8Encoding Strict = new(false, true);

    public static bool MayBeIn(Attachment attachment) => KindOf(attachment) != DocumentKind.None;

    /// <remarks>By the name's ending or the type it was sent with; either may lie, so the reader of each kind looks
    /// at the bytes.</remarks>
    public static DocumentKind KindOf(Attachment attachment)
    {
        if (attachment.Size is 0 or > MaxBytes) return DocumentKind.None;
        var ending = Path.GetExtension(attachment.Name).ToLowerInvariant();
        return (ending, attachment.MediaType) switch
        {
            (".pdf", _) or (_, "application/pdf" or "application/x-pdf") => DocumentKind.Pdf,
            (".docx" or ".docm" or ".dotx", _)
                or (_, "application/vnd.openxmlformats-officedocument.wordprocessingml.document") => DocumentKind.Word,
            (".htm" or ".html" or ".xhtml", _) or (_, "text/html" or "application/xhtml+xml") => DocumentKind.Html,
            (".eml", _) or (_, "message/rfc822" or "message/global") => DocumentKind.Message,
            (".txt" or ".text" or ".csv" or ".tsv" or ".md" or ".log", _)
                or (_, "text/plain" or "text/csv" or "text/tab-separated-values" or "text/markdown") =>
                    DocumentKind.Plain,
            _ => DocumentKind.None,
        };
    }

    /// <summary>The text of an attachment of any kind but PDF.</summary>
    public static string Of(Attachment attachment) => KindOf(attachment) switch
    {
        DocumentKind.Plain => Cut(Decode(attachment)),
        DocumentKind.Html => Cut(LetterText.FromHtml(Cut(Decode(attachment))).Text),
        DocumentKind.Word => WordDocument.TextOf(attachment.Content),
        DocumentKind.Message => Cut(TextOfMessage(attachment.Content)),
        _ => "",
    };

    private static string Cut(string text) => text.Length <= MaxChars ? text : text[..MaxChars];

    /// <summary>By the charset the part names, where the attachment is the part; else as UTF-16 if it says so, as UTF-8
    /// where it is that, else byte by byte.</summary>
    private static string Decode(Attachment attachment)
    {
        var bytes = attachment.Content.Span;
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (attachment.Part.IsText && attachment.Part.MediaType == attachment.MediaType
            && attachment.Part.Decode().Length == attachment.Size)
            return attachment.Part.DecodeText();
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static string TextOfMessage(ReadOnlyMemory<byte> bytes)
    {
        var message = MimeMessage.Read(bytes);
        return $"{message.Subject}\n{message.Letter.Text}\n{string.Join('\n', message.Attachments.Select(a => a.Name))}";
    }
}
