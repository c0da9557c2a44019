namespace Postbag.Mime;

/// <content>What people read, and what came with it.</content>
public sealed partial class MimeMessage
{
    private BodyParts? bodies;
    private IReadOnlyList<Attachment>? attachments;
    private LetterText? letter;
    private string? plainText;
    private string? html;
    private MessageKind? kind;

    /// <summary>What sort of message it is, from its header and structure.</summary>
    public MessageKind Kind => kind ??= MessageKinds.Of(this);

    /// <summary>The text/plain body, decoded, with line ends as LF; several that are to be read one after another are
    /// joined. Null if the message is not written as plain text (RFC 8621 §4.1.4 says which parts are the body).</summary>
    public string? PlainText => plainText ??= Bodies.PlainText();

    /// <summary>The text/html body, decoded, with line ends as LF. Null if there is none.</summary>
    public string? Html => html ??= Bodies.Html();

    /// <summary>The best text for people: the plain text, unwrapped if it flows (RFC 3676), else the HTML as text; split
    /// into the writer's own words and the rest. Empty if the message has neither.</summary>
    public LetterText Letter => letter ??= Bodies.Letter(PlainText, Html);

    /// <summary>Everything that is not the text: attached files, pictures in the text, forwarded messages; in order.</summary>
    public IReadOnlyList<Attachment> Attachments => attachments ??= Attachment.Of(Bodies);

    internal BodyParts Bodies => bodies ??= BodyParts.Of(Root);

    /// <summary>Decodes everything, so that <see cref="Defects"/> is complete.</summary>
    public void ReadAll()
    {
        _ = (Subject, Date, MessageId, InReplyTo, References, From, Sender, ReplyTo);
        _ = (To, Cc, Bcc, Kind, Letter);
        foreach (var part in AllParts())
        {
            if (part.IsText)
                _ = part.DecodeText();
            else if (!part.IsMultipart)
                _ = part.Decode();
        }

        foreach (var attachment in Attachments)
            _ = attachment.Content;
    }
}
