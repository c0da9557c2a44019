using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>A line of the inbox.</summary>
public sealed record MessageRow(
    Id<Message> Id, long Place, bool IsUnread, MessageState State, string SenderName, string SenderAddress,
    string Subject, string Snippet, DateTimeOffset ReceivedAt, int Attachments)
{
    public string Sender => SenderName.Length > 0 ? SenderName : SenderAddress.Length > 0 ? SenderAddress : "No sender";

    public string Title => Subject.Length > 0 ? Subject : "No subject";
}

/// <summary>A page of the inbox, newest first.</summary>
/// <param name="Newer">Whether there are newer ones than the first.</param>
/// <param name="Older">Whether there are older ones than the last.</param>
public sealed record InboxPage(IReadOnlyList<MessageRow> Rows, bool Newer, bool Older);

/// <summary>How many messages there are.</summary>
public sealed record InboxTally(long Messages, long Unread, long Waiting);

/// <summary>What the inbox's pages ask. Each is answered from one index, at any size.</summary>
public sealed class InboxQueries(CaseworkDb db)
{
    public const int PageSize = 50;

    private static readonly Expression<Func<Message, MessageRow>> Row = m => new MessageRow(
        m.Id, m.Place!.Value, m.IsUnread, m.State, m.SenderName, m.SenderAddress, m.Subject, m.Snippet, m.ReceivedAt,
        m.Attachments);

    /// <param name="unreadOnly">Only what nobody has opened.</param>
    /// <param name="before">Only older ones than this place; null for the newest.</param>
    /// <param name="after">Only newer ones than this place: the page that ends just before it. Wins over
    /// before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<InboxPage> PageAsync(
        bool unreadOnly, long? before, long? after, CancellationToken cancellationToken)
    {
        var messages = Listed(unreadOnly);
        List<MessageRow> rows;
        if (after is { } newest)
        {
            rows = await messages.Where(m => m.Place > newest).OrderBy(m => m.Place).Take(PageSize + 1).Select(Row)
                .ToListAsync(cancellationToken);
            var more = rows.Count > PageSize;
            rows = rows.Take(PageSize).Reverse().ToList();
            return new InboxPage(
                rows, more, rows.Count > 0 && await HasOlderAsync(messages, rows[^1].Place, cancellationToken));
        }

        if (before is { } oldest) messages = messages.Where(m => m.Place < oldest);
        rows = await messages.OrderByDescending(m => m.Place).Take(PageSize + 1).Select(Row)
            .ToListAsync(cancellationToken);
        var older = rows.Count > PageSize;
        rows = rows.Take(PageSize).ToList();
        var newer = before is { } cursor
            && await Listed(unreadOnly).AnyAsync(m => m.Place >= cursor, cancellationToken);
        return new InboxPage(rows, newer, older);
    }

    /// <summary>Null if there is no such message, or it hasn't been read yet.</summary>
    public Task<Message?> FindAsync(Id<Message> id, CancellationToken cancellationToken) =>
        db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.Place != null, cancellationToken);

    /// <summary>The neighbours of a place: the next newer and the next older message.</summary>
    public async Task<(MessageRow? Newer, MessageRow? Older)> NeighboursAsync(
        bool unreadOnly, long place, CancellationToken cancellationToken) => (
        await Listed(unreadOnly).Where(m => m.Place > place).OrderBy(m => m.Place).Select(Row)
            .FirstOrDefaultAsync(cancellationToken),
        await Listed(unreadOnly).Where(m => m.Place < place).OrderByDescending(m => m.Place).Select(Row)
            .FirstOrDefaultAsync(cancellationToken));

    public async Task<InboxTally> TallyAsync(CancellationToken cancellationToken)
    {
        var counted = await db.Database.SqlQuery<Counted>(
            $"""
             SELECT messages AS "Messages", unread AS "Unread" FROM inbox_tally
             """).SingleAsync(cancellationToken);
        var waiting = await db.Messages.CountAsync(m => m.State == MessageState.Stored, cancellationToken);
        return new InboxTally(counted.Messages, counted.Unread, waiting);
    }

    private static Task<bool> HasOlderAsync(
        IQueryable<Message> messages, long place, CancellationToken cancellationToken) =>
        messages.AnyAsync(m => m.Place < place, cancellationToken);

    private IQueryable<Message> Listed(bool unreadOnly)
    {
        var messages = db.Messages.AsNoTracking().Where(m => m.Place != null);
        return unreadOnly ? messages.Where(m => m.IsUnread) : messages;
    }

    private sealed record Counted(long Messages, long Unread);
}
