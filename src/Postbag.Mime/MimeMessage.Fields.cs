namespace Postbag.Mime;

/// <content>What the header says (RFC 5322 §3.6).</content>
public sealed partial class MimeMessage
{
    private DateTimeOffset date;
    private bool dateIsRead;
    private bool hasDate;
    private IReadOnlyList<Mailbox>? from;
    private IReadOnlyList<Mailbox>? sender;
    private IReadOnlyList<Mailbox>? replyTo;
    private IReadOnlyList<Mailbox>? to;
    private IReadOnlyList<Mailbox>? cc;
    private IReadOnlyList<Mailbox>? bcc;

    /// <summary>The subject, decoded; null if there is no such field.</summary>
    public string? Subject => Header["Subject"];

    /// <summary>When the message was written, with the offset as it was sent; null if that is not stated or cannot be
    /// read.</summary>
    public DateTimeOffset? Date
    {
        get
        {
            if (!dateIsRead)
            {
                dateIsRead = true;
                if (Header.First("Date") is { } stated
                    && Dates.Parse(stated.ValueSpan, stated.ValueOffset, context.Defects) is { } parsed)
                    (date, hasDate) = (parsed, true);
            }

            return hasDate ? date : null;
        }
    }

    /// <summary>The Message-ID without its angle brackets; null if there is none that can be read.</summary>
    public string? MessageId => Ids("Message-ID") is [var id, ..] ? id : null;

    /// <summary>The ids in In-Reply-To, without their angle brackets, in order.</summary>
    public IReadOnlyList<string> InReplyTo => Ids("In-Reply-To");

    /// <summary>The ids in References, without their angle brackets, oldest first.</summary>
    public IReadOnlyList<string> References => Ids("References");

    /// <summary>Who wrote the message.</summary>
    public IReadOnlyList<Mailbox> From => from ??= Mailboxes("From");

    /// <summary>Who sent it for the writers.</summary>
    public IReadOnlyList<Mailbox> Sender => sender ??= Mailboxes("Sender");

    /// <summary>Where answers are wanted.</summary>
    public IReadOnlyList<Mailbox> ReplyTo => replyTo ??= Mailboxes("Reply-To");

    /// <summary>Whom it is written to.</summary>
    public IReadOnlyList<Mailbox> To => to ??= Mailboxes("To");

    /// <summary>Who else gets it.</summary>
    public IReadOnlyList<Mailbox> Cc => cc ??= Mailboxes("Cc");

    /// <summary>Who else gets it unseen. Only a draft or a careless program has this field.</summary>
    public IReadOnlyList<Mailbox> Bcc => bcc ??= Mailboxes("Bcc");

    /// <summary>Addresses of every field of a name: one that is repeated against the rules loses nobody. All of them
    /// together are limited like one, or a header of short fields would cost what a long one may not.</summary>
    private IReadOnlyList<Mailbox> Mailboxes(string name)
    {
        IReadOnlyList<Mailbox> found = [];
        List<Mailbox>? several = null;
        for (var i = 0; i < Header.Count; i++)
        {
            if (!Header.IsNamed(i, name))
                continue;

            var field = Header[i];
            if (found.Count >= Addresses.MaxMailboxes)
            {
                context.Defects.Add(DefectKind.TooManyAddresses, field.Offset, "fields from here on are left out");
                break;
            }

            var more = Addresses.Parse(field.ValueSpan, field.ValueOffset, context.Defects);
            if (found.Count == 0)
            {
                found = more;
                continue;
            }

            several ??= [.. found];
            several.AddRange(more);
            found = several;
        }

        return found;
    }

    private IReadOnlyList<string> Ids(string name) => Header.First(name) is { } stated
        ? MessageIds.Parse(stated.ValueSpan, stated.ValueOffset, context.Defects)
        : [];
}
