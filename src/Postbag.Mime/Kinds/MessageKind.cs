namespace Postbag.Mime;

/// <summary>What a message is, as far as its form tells: who or what wrote it, and why.</summary>
public enum MessageKind
{
    /// <summary>A person wrote it to us; also whatever can't be told for certain.</summary>
    Personal,

    /// <summary>A mail system reports that a message was not delivered, or not yet (RFC 3464, and older
    /// forms).</summary>
    Bounce,

    /// <summary>A program answered: out of office, "we have received your email" (RFC 3834).</summary>
    AutoReply,

    /// <summary>It went to the members of a list: newsletters, announcements, discussion lists (RFC 2919,
    /// 2369).</summary>
    List,

    /// <summary>A mail program reports that a message was displayed or deleted (RFC 8098).</summary>
    Receipt,

    /// <summary>An invitation, an answer to one, or its cancellation (RFC 6047).</summary>
    Calendar,
}
