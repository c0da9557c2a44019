using System.Data.Common;
using Postbag.Casework.Inbox.Imap;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>An office's mailboxes, read in plain SQL: a server or command that only fetches mail doesn't wait for the
/// object mapper to be compiled. What is changed goes through <see cref="Mailboxes"/>.</summary>
public static class MailboxRows
{
    /// <returns>All with their folders, the oldest first.</returns>
    public static async Task<IReadOnlyList<Mailbox>> ReadAsync(Engine engine, CancellationToken cancellationToken)
    {
        var mailboxes = new List<Mailbox>();
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using (var command = connection.Command(
            """
            SELECT id, source, host, port, security, user_name, secret, token_address, client_id, since_on, is_paused,
              created_at, fetched_at, version
            FROM mailbox ORDER BY id
            """))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) mailboxes.Add(MailboxOf(engine, reader));
        if (mailboxes.Count == 0) return mailboxes;
        await using var folders = connection.Command(
            """
            SELECT mailbox, name, is_chosen, messages, uid_validity, highest_uid, change_number, listed, missing, lost,
              compared_at, compared_since
            FROM mailbox_folder ORDER BY mailbox, name
            """);
        await using var folder = await folders.ExecuteReaderAsync(cancellationToken);
        while (await folder.ReadAsync(cancellationToken))
        {
            var id = new Id<Mailbox>(engine.ReadId(folder, 0));
            // One that was added since isn't among them.
            mailboxes.Find(mailbox => mailbox.Id == id)?.Folders.Add(FolderOf(id, folder));
        }

        return mailboxes;
    }

    private static Mailbox MailboxOf(Engine engine, DbDataReader row) => new()
    {
        Id = new Id<Mailbox>(engine.ReadId(row, 0)),
        Source = row.GetInt64(1),
        Host = row.GetString(2),
        Port = row.GetInt32(3),
        Security = Enum.Parse<ImapSecurity>(row.GetString(4), true),
        UserName = row.GetString(5),
        Secret = row.GetFieldValue<byte[]>(6),
        TokenAddress = row.IsDBNull(7) ? null : row.GetString(7),
        ClientId = row.IsDBNull(8) ? null : row.GetString(8),
        SinceOn = row.IsDBNull(9) ? null : row.GetFieldValue<DateOnly>(9),
        IsPaused = row.GetBoolean(10),
        CreatedAt = Instants.FromMicroseconds(row.GetInt64(11)),
        FetchedAt = InstantOf(row, 12),
        Version = row.GetInt32(13),
    };

    private static MailboxFolder FolderOf(Id<Mailbox> mailbox, DbDataReader row)
    {
        var folder = new MailboxFolder { Mailbox = mailbox, Name = row.GetString(1), IsChosen = row.GetBoolean(2) };
        var state = new ImapFolderState((uint)row.GetInt64(3), (uint)row.GetInt64(4), 0, (ulong)row.GetInt64(6));
        folder.Place(new FolderPlace(state, (uint)Math.Min(row.GetInt64(5), uint.MaxValue), IsWhole: false)
        {
            Listed = row.GetInt64(7),
            Missing = row.GetInt64(8),
            Lost = row.GetInt64(9),
            ComparedAt = InstantOf(row, 10),
            ComparedSince = row.GetInt64(11),
        });
        return folder;
    }

    private static DateTimeOffset? InstantOf(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Instants.FromMicroseconds(row.GetInt64(column));
}
