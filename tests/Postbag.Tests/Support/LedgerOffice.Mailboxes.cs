using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office.Audit;

namespace Postbag.Tests.Support;

public sealed partial class LedgerOffice
{
    /// <summary>Without pauses: what is tested is whether it goes on, not how long it waits.</summary>
    private static readonly FetchPace Hurried = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(100), Tries = 50,
    };

    /// <summary>Adds a test's mailbox.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="port">Where it is reached; its server's port for TLS unless set.</param>
    /// <param name="since">The first day of which mail is wanted.</param>
    /// <param name="folders">Which folders; the usual ones unless set.</param>
    public async Task<Mailbox> AddMailboxAsync(
        DovecotUser user, int? port = null, DateOnly? since = null, string[]? folders = null)
    {
        await using var db = (CaseworkDb)Office.OpenDb();
        var (mailbox, _) = await MailboxesOf(db).AddAsync(
            new NewMailbox
            {
                Host = "localhost", Port = port ?? user.Server.TlsPort, Security = ImapSecurity.Tls,
                UserName = user.Name,
                Secret = new MailboxSecret(DovecotUser.Password), SinceOn = since, Folders = folders,
            },
            isPaused: false, Actor.Command, CancellationToken.None);
        return mailbox;
    }

    public Mailboxes MailboxesOf(CaseworkDb db) => new(Office, db, Door, new AuditTrail(Clock), Clock);

    /// <summary>One round.</summary>
    public async Task<FetchCount> FetchAsync(Mailbox mailbox, FetchPace? pace = null)
    {
        var count = new FetchCount();
        await new FetchMailbox(Office, Door, pace ?? Hurried, Clock)
            .RunAsync(mailbox.Id, count, CancellationToken.None);
        return count;
    }

    /// <summary>The hashes of all messages, in order: two offices with the same have the same mail.</summary>
    public async Task<IReadOnlyList<string>> HashesAsync()
    {
        await using var connection = await Engine.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.Command("SELECT sha256 FROM raw_message");
        await using var reader = await command.ExecuteReaderAsync();
        var hashes = new List<string>();
        while (await reader.ReadAsync()) hashes.Add(Convert.ToHexString(reader.GetFieldValue<byte[]>(0)));
        hashes.Sort(StringComparer.Ordinal);
        return hashes;
    }
}
