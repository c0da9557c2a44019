using System.Text.Json;

namespace Postbag.Mime;

/// <summary>Writes a message as JSON: the contract of the command <c>postbag read FILE --json</c>.</summary>
public static class MessageJson
{
    /// <summary>Writes one object with everything that the message says. Reads the whole message.</summary>
    /// <param name="writer">Where to; not flushed.</param>
    /// <param name="message">The message.</param>
    /// <remarks>Members are always there; what the message does not have is null or an empty list, or the empty
    /// string in text, ownWords, signature and footer. Unpaired surrogates
    /// cannot occur, since all text was decoded.</remarks>
    public static void Write(Utf8JsonWriter writer, MimeMessage message)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(message);
        message.ReadAll();
        writer.WriteStartObject();
        writer.WriteString("messageId", message.MessageId);
        WriteStrings(writer, "inReplyTo", message.InReplyTo);
        WriteStrings(writer, "references", message.References);
        writer.WriteString("subject", message.Subject);
        writer.WriteString("date", message.Date?.ToString("yyyy-MM-dd'T'HH:mm:sszzz"));
        WriteMailboxes(writer, "from", message.From);
        WriteMailboxes(writer, "sender", message.Sender);
        WriteMailboxes(writer, "replyTo", message.ReplyTo);
        WriteMailboxes(writer, "to", message.To);
        WriteMailboxes(writer, "cc", message.Cc);
        WriteMailboxes(writer, "bcc", message.Bcc);
        writer.WriteString("kind", NameOf(message.Kind));
        WriteText(writer, message);
        WriteAttachments(writer, message.Attachments);
        writer.WritePropertyName("parts");
        WritePart(writer, message.Root);
        WriteDefects(writer, message.Defects);
        writer.WriteEndObject();
    }

    private static string NameOf(MessageKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static void WriteStrings(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);

        writer.WriteEndArray();
    }

    private static void WriteMailboxes(Utf8JsonWriter writer, string name, IReadOnlyList<Mailbox> mailboxes)
    {
        writer.WriteStartArray(name);
        foreach (var mailbox in mailboxes)
        {
            writer.WriteStartObject();
            writer.WriteString("name", mailbox.Name);
            writer.WriteString("address", mailbox.Address);
            if (mailbox.Group is not null)
                writer.WriteString("group", mailbox.Group);

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, MimeMessage message)
    {
        var letter = message.Letter;
        writer.WriteString("text", letter.Text);
        writer.WriteString("html", message.Html);
        writer.WriteString("ownWords", letter.OwnWords);
        WriteStrings(writer, "quoted", letter.Quoted);
        writer.WriteString("signature", letter.Signature);
        writer.WriteString("footer", letter.Footer);
    }

    private static void WriteAttachments(Utf8JsonWriter writer, IReadOnlyList<Attachment> attachments)
    {
        writer.WriteStartArray("attachments");
        foreach (var attachment in attachments)
        {
            writer.WriteStartObject();
            writer.WriteString("name", attachment.StatedName);
            writer.WriteString("type", attachment.MediaType);
            writer.WriteNumber("size", attachment.Size);
            writer.WriteString("sha256", attachment.Sha256);
            writer.WriteBoolean("inline", attachment.IsInline);
            writer.WriteString("contentId", attachment.ContentId);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>A multipart's children are its parts; a message's only child is what the message in it consists
    /// of.</summary>
    private static void WritePart(Utf8JsonWriter writer, MimePart part)
    {
        writer.WriteStartObject();
        writer.WriteString("type", part.MediaType);
        writer.WriteString("charset", part.Charset);
        writer.WriteString("encoding", TransferEncodings.NameOf(part.Encoding));
        writer.WriteNumber("size", part.IsMultipart || part.Message is not null ? part.Raw.Length : part.DecodedSize);
        writer.WriteStartArray("children");
        foreach (var child in part.Children)
            WritePart(writer, child);

        if (part.Message is { } message)
            WritePart(writer, message.Root);

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteDefects(Utf8JsonWriter writer, IReadOnlyList<Defect> defects)
    {
        writer.WriteStartArray("defects");
        foreach (var defect in defects)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(defect.Kind.ToString()));
            writer.WriteNumber("offset", defect.Offset);
            writer.WriteString("assumed", defect.Assumed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
