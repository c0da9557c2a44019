using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>How far a message has come. Nothing it is waiting for can lose it: the bytes are stored before anything
/// else.</summary>
public enum MessageState
{
    /// <summary>Its bytes are kept; it waits to be read.</summary>
    Stored = 0,

    /// <summary>It was read, and is in the inbox and the search index.</summary>
    Read = 1,

    /// <summary>Nothing could be made of it: it is in the inbox all the same, shown as it came.</summary>
    Unreadable = 2,
}

/// <summary>A message as the inbox lists it. Its text is read from the kept bytes whenever someone opens it.</summary>
public sealed class Message
{
    public required Id<Message> Id { get; init; }

    /// <summary>Its number in the ledger; the key of its bytes.</summary>
    public required long Number { get; init; }

    public MessageState State { get; private set; }

    /// <summary>Its place in the order of arrival: the newest message has the highest. Null until it is read.</summary>
    public long? Place { get; private set; }

    public bool IsUnread { get; private set; }

    public long SizeBytes { get; private set; }

    public DateTimeOffset StoredAt { get; private set; }

    /// <summary>When it reached the office or the mail server before it, as well as can be told.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>When its writer says it was sent; null if that isn't said.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Empty if the sender gives none.</summary>
    public string SenderName { get; private set; } = "";

    /// <summary>Empty if there is none.</summary>
    public string SenderAddress { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>The first of the writer's own words, on one line.</summary>
    public string Snippet { get; private set; } = "";

    /// <summary>Without angle brackets; null if there is none. Not unique: two messages may bear the same.</summary>
    public string? MessageId { get; private set; }

    public MessageKind Kind { get; private set; }

    /// <summary>How many attachments it has.</summary>
    public int Attachments { get; private set; }

    /// <summary>How many defects were noted in reading it.</summary>
    public int Defects { get; private set; }
}
