using System.Data.Common;
using Postbag.Casework.Inbox.Imap;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>How far a folder has been gone through.</summary>
/// <param name="State">As the folder was when it was opened.</param>
/// <param name="HighestUid">Up to there every message is stored, or named as missing.</param>
/// <param name="IsWhole">Whether everything it lists was compared, and not only what is new.</param>
internal sealed record FolderPlace(ImapFolderState State, uint HighestUid, bool IsWhole)
{
    /// <inheritdoc cref="MailboxFolder.Listed"/>
    public long Listed { get; init; }

    /// <inheritdoc cref="MailboxFolder.Missing"/>
    public long Missing { get; init; }

    /// <inheritdoc cref="MailboxFolder.Lost"/>
    public long Lost { get; init; }

    /// <inheritdoc cref="MailboxFolder.ComparedAt"/>
    public DateTimeOffset? ComparedAt { get; init; }

    /// <inheritdoc cref="MailboxFolder.ComparedSince"/>
    public long ComparedSince { get; init; }
}

/// <summary>Writes down how far a mailbox has been taken in: always after the messages themselves.</summary>
internal sealed class MailboxPlace(Engine engine, TimeProvider clock)
{
    /// <param name="folder">Whose place; it is told, too.</param>
    /// <param name="place">Where it is now. What is listed there and vanished is taken off in the same transaction, so
    /// that it is taken off once, wherever the program is killed.</param>
    /// <param name="vanished">The keys of messages that are no longer there, or that are there again.</param>
    /// <param name="source">The source those keys are of.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task NoteFolderAsync(
        MailboxFolder folder, FolderPlace place, VanishedKeys vanished, long source,
        CancellationToken cancellationToken)
    {
        folder.Place(await engine.WriteAsync(
            async (connection, token) =>
            {
                var gone = await vanished.NoteAsync(connection, source, clock.GetUtcNow(), token);
                var after = place.IsWhole ? place : place with { Listed = Math.Max(0, place.Listed - gone) };
                await WriteAsync(connection, folder, after, token);
                return after;
            },
            cancellationToken));
    }

    private Task<int> WriteAsync(
        DbConnection connection, MailboxFolder folder, FolderPlace place, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            UPDATE mailbox_folder SET messages = @messages, uid_validity = @validity, highest_uid = @highest,
              change_number = @change, listed = @listed, missing = @missing, lost = @lost, compared_at = @compared,
              compared_since = @since
            WHERE mailbox = @mailbox AND name = @name
            """,
            cancellationToken, ("@messages", (long)place.State.Messages), ("@validity", (long)place.State.UidValidity),
            ("@highest", (long)place.HighestUid), ("@change", (long)Math.Min(place.State.ChangeNumber, long.MaxValue)),
            ("@listed", place.Listed), ("@missing", place.Missing), ("@lost", place.Lost),
            ("@compared", place.ComparedAt is { } at ? Instants.ToMicroseconds(at) : null),
            ("@since", place.ComparedSince),
            ("@mailbox", engine.IdValue(folder.Mailbox.Value)), ("@name", folder.Name));

    public Task AddFolderAsync(MailboxFolder folder, CancellationToken cancellationToken) => engine.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            """
            INSERT INTO mailbox_folder (mailbox, name, is_chosen) VALUES (@mailbox, @name, @chosen) ON CONFLICT DO NOTHING
            """,
            token, ("@mailbox", engine.IdValue(folder.Mailbox.Value)), ("@name", folder.Name),
            ("@chosen", folder.IsChosen)),
        cancellationToken);

    public Task NoteWholeAsync(Id<Mailbox> mailbox, CancellationToken cancellationToken) => engine.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            "UPDATE mailbox SET fetched_at = @now WHERE id = @id", token,
            ("@now", Instants.ToMicroseconds(clock.GetUtcNow())), ("@id", engine.IdValue(mailbox.Value))),
        cancellationToken);
}
