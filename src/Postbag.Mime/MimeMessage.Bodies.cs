namespace Postbag.Mime;

/// <content>What people read, and what came with it.</content>
public sealed partial class MimeMessage
{
    private BodyParts? bodies;
    private IReadOnlyList<Attachment>? attachments;
    private LetterText? letter;
    // RFC 5322 §3.6: these stand once at most.
    private static readonly string[] SingleFields =
    [
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
    ];

    private string? plainText;
    private string? html;
    private MessageKind? kind;
    private bool plainTextIsRead;
    private bool htmlIsRead;
    private bool isWhollyRead;

    /// <summary>What sort of message it is, from its header and structure.</summary>
    public MessageKind Kind => kind ??= MessageKinds.Of(this);

    /// <summary>The text/plain body, decoded, with line ends as LF; several that are to be read one after another are
    /// joined. Null if the message is not written as plain text (RFC 8621 §4.1.4 says which parts are the
    /// body).</summary>
    public string? PlainText
    {
        get
        {
            if (!plainTextIsRead)
            {
                plainText = Bodies.PlainText();
                plainTextIsRead = true;
            }

            return plainText;
        }
    }

    /// <summary>The text/html body, decoded, with line ends as LF. Null if there is none.</summary>
    public string? Html
    {
        get
        {
            if (!htmlIsRead)
            {
                html = Bodies.Html();
                htmlIsRead = true;
            }

            return html;
        }
    }

    /// <summary>The best text for people: the plain text, unwrapped if it flows (RFC 3676), else the HTML as text;
    /// split into the writer's own words and the rest. Empty if the message has neither.</summary>
    public LetterText Letter => letter ??= Bodies.Letter(PlainText, Html);

    /// <summary>Everything that is not the text: attached files, pictures in the text, forwarded messages; in
    /// order.</summary>
    public IReadOnlyList<Attachment> Attachments => attachments ??= Attachment.Of(Bodies);

    internal BodyParts Bodies => bodies ??= BodyParts.Of(Root);

    /// <summary>Decodes everything, so that <see cref="Defects"/> is complete.</summary>
    public void ReadAll()
    {
        if (isWhollyRead)
            return;

        isWhollyRead = true;
        ReportRepeatedFields();
        _ = (Subject, Date, MessageId, InReplyTo, References, From, Sender, ReplyTo);
        _ = (To, Cc, Bcc, Kind, Letter);
        foreach (var part in AllParts())
        {
            if (part.IsText)
                _ = part.DecodeText();
            else if (!part.IsMultipart && part.Message is null)
                _ = part.Decode();
        }

        foreach (var attachment in Attachments)
            _ = attachment.Content;
    }

    private static bool IsOfAddresses(string name) => name is "From" or "Sender" or "Reply-To" or "To" or "Cc" or "Bcc";

    private void ReportRepeatedFields()
    {
        foreach (var name in SingleFields)
        {
            foreach (var again in Header.All(name).Skip(1).Take(1))
            {
                var assumed = IsOfAddresses(name) ? "all of them are read" : "the first is taken";
                context.Defects.Add(DefectKind.RepeatedField, again.Offset, assumed);
            }
        }
    }
}
