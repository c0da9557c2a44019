using Postbag.Mime;

namespace Postbag.Casework.Inbox;

/// <summary>What the steps behind the reading want of a message: made once of its bytes, never changed, safe for many
/// threads.</summary>
internal sealed record OpenedLetter
{
    public required MessageKind Kind { get; init; }

    /// <summary>Of the message whose letter it is.</summary>
    public required long SizeBytes { get; init; }

    public IReadOnlyList<Mailbox> From { get; init; } = [];

    public IReadOnlyList<Mailbox> Sender { get; init; } = [];

    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    public IReadOnlyList<Mailbox> To { get; init; } = [];

    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    public string Subject { get; init; } = "";

    public LetterText Letter { get; init; } = LetterText.Empty;

    /// <summary>What is attached is in the message's bytes alone.</summary>
    public bool HasAttachments { get; init; }

    public static OpenedLetter Of(MimeMessage message) => new()
    {
        Kind = message.Kind,
        SizeBytes = message.Bytes.Length,
        From = message.From,
        Sender = message.Sender,
        ReplyTo = message.ReplyTo,
        To = message.To,
        Cc = message.Cc,
        Subject = message.Subject ?? "",
        Letter = message.Letter,
        HasAttachments = message.Attachments.Count > 0,
    };

    /// <summary>Null for what no reader can make sense of. Never throws on what a message holds.</summary>
    public static OpenedLetter? Of(byte[]? bytes)
    {
        if (bytes is null) return null;
        try
        {
            return Of(MimeMessage.Read(bytes));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The readers never throw, by their promise; if one breaks it, one message must not stop those behind it.
            // The inbox has noted the defect.
            return null;
        }
    }
}
