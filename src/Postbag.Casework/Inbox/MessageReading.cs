using System.Text;
using Postbag.Casework.Inbox.Documents;
using Postbag.Casework.Inbox.Search;
using Postbag.Casework.Inbox.Threads;
using Postbag.Mime;

namespace Postbag.Casework.Inbox;

/// <summary>Reads a stored message: from bytes to what the inbox lists. No store, no clock; safe from many
/// threads.</summary>
internal static class MessageReading
{
    private const int SnippetLength = 200;

    /// <summary>Longer names, addresses and subjects are cut in the list; the message itself keeps them
    /// whole.</summary>
    private const int FieldLength = 500;

    /// <summary>How much of a message that can't be read is searched.</summary>
    private const int MaxUnreadableBytes = 256 << 10;

    /// <param name="number">The message's number in the ledger.</param>
    /// <param name="bytes">As they came.</param>
    /// <param name="storedAt">When they were stored: nothing was received later than that.</param>
    /// <param name="receivedAt">What the source said; null if it said nothing.</param>
    public static Reading Read(
        long number, ReadOnlyMemory<byte> bytes, DateTimeOffset storedAt, DateTimeOffset? receivedAt)
    {
        try
        {
            var message = MimeMessage.Read(bytes);
            return message.Header.Count > 0
                ? Found(number, message, storedAt, receivedAt)
                : Unreadable(number, bytes, receivedAt ?? storedAt, new NotedDefect(
                    nameof(DefectKind.BadHeaderLine), 0, "there is no header field, so it is shown as it came"));
        }
        // The reader never throws, by its own promise. If it breaks it, one message must not stop those behind it: it
        // goes to a person as it came, and the defect says that the program is at fault.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Unreadable(number, bytes, receivedAt ?? storedAt, new NotedDefect(
                "ReaderFailed", -1, $"the program failed to read it ({failure.GetType().Name}), so it is shown as it came"));
        }
    }

    /// <summary>What the search and the threads want of a message that was read before.</summary>
    public static (SearchWords Words, IReadOnlyList<Attachment> Attachments, ThreadFacts Thread) ReadAgain(
        ReadOnlyMemory<byte> bytes, MessageState state)
    {
        if (state == MessageState.Unreadable) return (WordsOfUnreadable(TextOf(bytes)), [], ThreadFacts.None);
        var message = MimeMessage.Read(bytes);
        return (WordsOf(message), message.Attachments, ThreadFacts.Of(message));
    }

    /// <summary>A message whose kept bytes are damaged: the store's fault, and `postbag check` names it too.</summary>
    public static Reading Damaged(long number, DateTimeOffset receivedAt) =>
        Unreadable(number, ReadOnlyMemory<byte>.Empty, receivedAt, new NotedDefect(
            "BytesDamaged", -1, "its bytes were damaged in the store; restore them from a backup"));

    private static Reading Found(
        long number, MimeMessage message, DateTimeOffset storedAt, DateTimeOffset? receivedAt)
    {
        message.ReadAll();
        var documents = message.Attachments.Where(DocumentText.MayBeIn).Take(ReadDocuments.MaxDocuments).ToList();
        var sender = message.From is [var from, ..] ? from : message.Sender.Count > 0 ? message.Sender[0] : null;
        return new Reading
        {
            Number = number,
            State = MessageState.Read,
            ReceivedAt = receivedAt ?? ReceivedDate.Of(message, storedAt),
            SentAt = message.Date,
            SenderName = Line(sender?.Name, FieldLength),
            SenderAddress = Line(sender?.Address, FieldLength),
            Subject = Line(message.Subject, FieldLength),
            Snippet = SnippetOf(message),
            MessageId = message.MessageId is { } id ? Line(id, FieldLength) : null,
            Kind = message.Kind,
            Attachments = message.Attachments.Count,
            Defects = [.. message.Defects.Select(d => new NotedDefect(d.Kind.ToString(), d.Offset, d.Assumed))],
            Words = WordsOf(message),
            Thread = ThreadFacts.Of(message),
            Documents = documents,
            SearchStep = documents.Count > 0 ? ReadDocuments.Waits : ReadDocuments.Done,
            Letter = OpenedLetter.Of(message),
        };
    }

    /// <summary>Text on one line: white space as single spaces, without what no engine can store (NUL, halves of
    /// surrogate pairs), cut at a whole character.</summary>
    public static string Line(string? text, int length)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder(Math.Min(text.Length, length));
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                gap = line.Length > 0;
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength + (gap ? 1 : 0) > length) break;
            if (gap) line.Append(' ');
            gap = false;
            line.Append(rune);
        }

        return line.ToString();
    }

    /// <summary>A message that someone has to look at as it came.</summary>
    private static Reading Unreadable(
        long number, ReadOnlyMemory<byte> bytes, DateTimeOffset receivedAt, NotedDefect why)
    {
        var text = TextOf(bytes);
        return new Reading
        {
            Number = number,
            State = MessageState.Unreadable,
            ReceivedAt = receivedAt,
            Snippet = Line(text, SnippetLength),
            Defects = [why],
            Words = WordsOfUnreadable(text),
        };
    }

    private static string TextOf(ReadOnlyMemory<byte> bytes) =>
        Encoding.Latin1.GetString(bytes.Span[..Math.Min(bytes.Length, MaxUnreadableBytes)]);

    private static SearchWords WordsOfUnreadable(string text) => new() { Own = Words.Fold(text) };

    private static string SnippetOf(MimeMessage message)
    {
        var own = Line(message.Letter.OwnWords, SnippetLength);
        return own.Length > 0 ? own : Line(message.Letter.Text, SnippetLength);
    }

    private static SearchWords WordsOf(MimeMessage message)
    {
        var budget = Words.MaxChars;
        var letter = message.Letter;
        return new SearchWords
        {
            Sender = Words.Fold(Named([.. message.From, .. message.Sender, .. message.ReplyTo]), ref budget),
            Recipients = Words.Fold(Named([.. message.To, .. message.Cc]), ref budget),
            Subject = Words.Fold(message.Subject, ref budget),
            Names = Words.Fold(string.Join(' ', message.Attachments.Select(attachment => attachment.Name)), ref budget),
            Own = Words.Fold(Spans(letter, own: true), ref budget),
            Rest = Words.Fold(Spans(letter, own: false), ref budget),
        };
    }

    /// <summary>The writer's own words, or all else in the text. Spans end with their lines, so none touches the
    /// next.</summary>
    private static string Spans(LetterText letter, bool own)
    {
        var isOwn = letter.Spans.Select(span => span.Kind == LetterSpanKind.OwnWords).ToList();
        if (isOwn.TrueForAll(each => each == own)) return letter.Text;
        return string.Concat(letter.Spans.Where((_, i) => isOwn[i] == own)
            .Select(span => letter.Text.AsSpan(span.Start, span.Length).ToString() + "\n"));
    }

    private static string Named(IReadOnlyList<Mailbox> mailboxes) =>
        string.Join('\n', mailboxes.Select(mailbox => $"{mailbox.Name} {mailbox.Address}").Distinct());
}
