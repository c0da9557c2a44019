namespace Postbag.Mime;

/// <summary>A message to be written. There is no Bcc: whoever isn't to be seen gets a message of their own.</summary>
public sealed class OutgoingMessage
{
    /// <summary>Who writes.</summary>
    public required Mailbox From { get; init; }

    /// <summary>Who sends it for the writer (RFC 5322 §3.6.2); null if the writer does.</summary>
    public Mailbox? Sender { get; init; }

    /// <summary>Where answers are to go; none if to the writer.</summary>
    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    /// <summary>Whom it is written to. Groups aren't written.</summary>
    public IReadOnlyList<Mailbox> To { get; init; } = [];

    /// <summary>Who else gets it, for all to see.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>The subject, of one line.</summary>
    public required string Subject { get; init; }

    /// <summary>The text as people read it, one line a paragraph, line ends of any kind; null if there is only HTML. It
    /// is wrapped so that it flows again on arrival (RFC 3676); white space at lines' ends is lost, but for the mark of
    /// a signature ("-- ").</summary>
    public string? Text { get; init; }

    /// <summary>The same as HTML; null if there is only text. Pictures in it are <see cref="InlineFiles"/>.</summary>
    public string? Html { get; init; }

    /// <summary>Files that the HTML shows by cid: and their content ids (RFC 2392).</summary>
    public IReadOnlyList<OutgoingFile> InlineFiles { get; init; } = [];

    /// <summary>Files beside the text.</summary>
    public IReadOnlyList<OutgoingFile> Attachments { get; init; } = [];

    /// <summary>When it was written; null for now.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Its id, without angle brackets; null to have one made.</summary>
    public string? MessageId { get; init; }

    /// <summary>The id of the message that it answers, without angle brackets; null if it answers none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The ids of the messages before it, the oldest first, without angle brackets: what
    /// <see cref="ReferencesTo"/> gives for an answer.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>What Auto-Submitted says (RFC 3834 §5): "auto-replied", "auto-generated"; null if a person sends
    /// it.</summary>
    public string? AutoSubmitted { get; init; }

    /// <summary>More fields, in order, each of one line. None of those that the properties here stand for.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> MoreFields { get; init; } = [];

    /// <summary>The references of an answer (RFC 5322 §3.6.4): those of the message answered, and its id. Of very long
    /// threads the first and the last are kept, as RFC 5537 §3.4.4 advises.</summary>
    /// <param name="answered">The message that is answered.</param>
    /// <returns>The ids, the oldest first.</returns>
    public static IReadOnlyList<string> ReferencesTo(MimeMessage answered)
    {
        ArgumentNullException.ThrowIfNull(answered);
        const int most = 20;
        IReadOnlyList<string> before = answered.References.Count > 0 ? answered.References
            : answered.InReplyTo.Count == 1 ? answered.InReplyTo : [];
        var all = before.Concat(answered.MessageId is { } id ? [id] : []).Distinct(StringComparer.Ordinal).ToList();
        return all.Count <= most ? all : [all[0], .. all.TakeLast(most - 1)];
    }
}

/// <summary>A file to be sent with a message.</summary>
/// <param name="Name">Its name, without folders; in any script.</param>
/// <param name="MediaType">Its media type: application/pdf.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentId">By what the HTML refers to it, without angle brackets; null for an attachment.</param>
public sealed record OutgoingFile(
    string Name, string MediaType, ReadOnlyMemory<byte> Content, string? ContentId = null);

/// <summary>A message as it was written.</summary>
/// <param name="MessageId">Its id, without angle brackets.</param>
/// <param name="Bytes">The whole message; its lines are separated by CRLF and nothing else.</param>
/// <param name="NeedsUtf8">Whether an address in it can only be sent to a server with SMTPUTF8 (RFC 6531): its part
/// before the @ isn't ASCII.</param>
public sealed record WrittenMessage(string MessageId, ReadOnlyMemory<byte> Bytes, bool NeedsUtf8);
