using Postbag.Casework.Inbox.Documents;
using Postbag.Casework.Inbox.Threads;
using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>What reading a message found: everything the inbox lists and the search index holds.</summary>
internal sealed record Reading
{
    /// <summary>The message's number in the ledger.</summary>
    public required long Number { get; init; }

    public required MessageState State { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public string SenderName { get; init; } = "";

    public string SenderAddress { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Snippet { get; init; } = "";

    public string? MessageId { get; init; }

    public MessageKind Kind { get; init; }

    public int Attachments { get; init; }

    public IReadOnlyList<NotedDefect> Defects { get; init; } = [];

    public required SearchWords Words { get; init; }

    public ThreadFacts Thread { get; init; } = ThreadFacts.None;

    public ThreadEntry ThreadEntry => new(Number, Instants.ToMicroseconds(ReceivedAt), Thread);

    /// <summary>Attachments that may hold text; empty once they have been read.</summary>
    public IReadOnlyList<Attachment> Documents { get; init; } = [];

    /// <summary>The step of the search it is at: <see cref="ReadDocuments.Waits"/> or
    /// <see cref="ReadDocuments.Done"/>, or that a program is missing.</summary>
    public int SearchStep { get; init; } = ReadDocuments.Done;

    /// <summary>For the steps that come after; null if nothing could be made of the message.</summary>
    public OpenedLetter? Letter { get; init; }

    /// <summary>Its row in the search index.</summary>
    public Search.IndexedMessage IndexedAt(long place) =>
        new(place, Words, Attachments > 0, State == MessageState.Unreadable);
}

/// <summary>Something wrong with a message, as it is kept beside it.</summary>
/// <param name="Kind">The name of a <see cref="DefectKind"/>, or one of the ledger's own: "ReaderFailed",
/// "BytesDamaged".</param>
/// <param name="Offset">Bytes from the start of the message; -1 if it has no place.</param>
/// <param name="Assumed">What was made of it.</param>
internal sealed record NotedDefect(string Kind, long Offset, string Assumed);

/// <summary>A message's words as the search index takes them, by <see cref="Search.SearchFields"/>: folded, with one
/// space between two.</summary>
internal sealed record SearchWords
{
    public string Sender { get; init; } = "";

    public string Recipients { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Own { get; init; } = "";

    public string Rest { get; init; } = "";

    public string Names { get; init; } = "";

    /// <summary>Empty until the attachments have been read.</summary>
    public string Documents { get; init; } = "";
}
