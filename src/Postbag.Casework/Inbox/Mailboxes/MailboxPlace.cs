using Postbag.Casework.Inbox.Imap;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Writes down how far a mailbox has been taken in: always after the messages themselves.</summary>
internal sealed class MailboxPlace(Engine engine, TimeProvider clock)
{
    /// <param name="folder">Whose place; it is told, too.</param>
    /// <param name="state">As the folder was when it was opened.</param>
    /// <param name="highestUid">Up to there every message is stored, or named as missing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task NoteFolderAsync(
        MailboxFolder folder, ImapFolderState state, uint highestUid, CancellationToken cancellationToken)
    {
        folder.Place(state, highestUid);
        await engine.WriteAsync(
            (connection, token) => connection.ExecuteAsync(
                """
                UPDATE mailbox_folder SET messages = @messages, uid_validity = @validity, highest_uid = @highest,
                  change_number = @change
                WHERE mailbox = @mailbox AND name = @name
                """,
                token, ("@messages", folder.Messages), ("@validity", folder.UidValidity), ("@highest", folder.HighestUid),
                ("@change", folder.ChangeNumber), ("@mailbox", engine.IdValue(folder.Mailbox.Value)), ("@name", folder.Name)),
            cancellationToken);
    }

    public Task AddFolderAsync(MailboxFolder folder, CancellationToken cancellationToken) => engine.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            """
            INSERT INTO mailbox_folder (mailbox, name, is_chosen) VALUES (@mailbox, @name, @chosen) ON CONFLICT DO NOTHING
            """,
            token, ("@mailbox", engine.IdValue(folder.Mailbox.Value)), ("@name", folder.Name), ("@chosen", folder.IsChosen)),
        cancellationToken);

    public Task NoteWholeAsync(Id<Mailbox> mailbox, CancellationToken cancellationToken) => engine.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            "UPDATE mailbox SET fetched_at = @now WHERE id = @id", token,
            ("@now", Instants.ToMicroseconds(clock.GetUtcNow())), ("@id", engine.IdValue(mailbox.Value))),
        cancellationToken);
}
