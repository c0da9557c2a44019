using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Storage;

namespace Postbag.Tests.Support;

public sealed partial class ServedSide
{
    /// <summary>Counts what came in against its sources, as the server's job would.</summary>
    public ReconcileSources Counting => new(
        Office, Services.GetRequiredService<MailboxDoor>(), Services.GetRequiredService<TimeProvider>());

    /// <summary>A mailbox that is only to be looked at: paused, with folders, and a server nobody reaches.</summary>
    public async Task<Id<Mailbox>> HaveMailboxAsync(string user)
    {
        await using var db = (CaseworkDb)Office.OpenDb();
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.UserName == user) is { } there) return there.Id;
        var clock = Services.GetRequiredService<TimeProvider>();
        var id = Id<Mailbox>.New(clock);
        var source = await new Ledger(Office.Engine, clock)
            .OpenSourceAsync(Mailbox.SourceKind, user, CancellationToken.None);
        var mailbox = new Mailbox
        {
            Id = id, Source = source, Host = "imap.riverside-constituency-office.example", Port = 993,
            Security = ImapSecurity.Tls, UserName = user, IsPaused = true, CreatedAt = clock.GetUtcNow(),
            Secret = Services.GetRequiredService<MailboxSecrets>().Encrypt(Office, id, new MailboxSecret("a password")),
        };
        foreach (var name in new[] { "INBOX", "Gwaith achos – Ébauche",
            "Archive/2025/Letters from the whole of the constituency", "Trash" })
            mailbox.Folders.Add(new() { Mailbox = id, Name = name, IsChosen = name != "Trash", Messages = 1200 });
        db.Mailboxes.Add(mailbox);
        await db.SaveChangesAsync();
        await new KnownSources(Office.Engine, clock).NoteTroubleAsync(
            source, "Nothing listens at imap.riverside-constituency-office.example, port 993. Check the port.",
            CancellationToken.None);
        return id;
    }
}
