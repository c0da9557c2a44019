using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox.Imap;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>A folder of a mailbox that was tried.</summary>
/// <param name="Messages">Null if the server won't say.</param>
/// <param name="IsUsual">Whether it is taken in unless the office says otherwise.</param>
public sealed record TriedFolder(string Name, uint? Messages, bool IsUsual);

/// <summary>Adds, tries, changes and removes mailboxes, and records who did.</summary>
public sealed class Mailboxes(OpenOffice office, CaseworkDb db, MailboxDoor door, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Why this mailbox can't be added; null if it can be tried.</summary>
    public async Task<Refusal?> WhyNotAddAsync(NewMailbox wanted, CancellationToken cancellationToken)
    {
        if (wanted.WhyNot() is { } refusal) return refusal;
        var (user, host) = (wanted.UserName.Trim(), wanted.Host.Trim().ToLowerInvariant());
        return await db.Mailboxes.AnyAsync(m => m.UserName == user && m.Host == host, cancellationToken)
            ? new Refusal("This mailbox is there already.")
            : null;
    }

    /// <summary>Connects, signs in and lists the folders; then keeps the mailbox, paused, with the folders
    /// chosen.</summary>
    /// <exception cref="ImapException">It can't be opened: nothing was kept.</exception>
    /// <exception cref="CannotException">A folder that was asked for isn't there: nothing was kept.</exception>
    public async Task<(Mailbox Mailbox, IReadOnlyList<TriedFolder> Folders)> AddAsync(
        NewMailbox wanted, bool isPaused, Actor by, CancellationToken cancellationToken)
    {
        Refused.ThrowIf(await WhyNotAddAsync(wanted, cancellationToken));
        var id = Id<Mailbox>.New(clock);
        var (user, host) = (wanted.UserName.Trim(), wanted.Host.Trim().ToLowerInvariant());
        Mailbox Make(long source, byte[] secret) => new()
        {
            Id = id, Source = source, Host = host, Port = wanted.Port, Security = wanted.Security, UserName = user,
            Secret = secret, TokenAddress = wanted.TokenAddress, ClientId = wanted.ClientId, SinceOn = wanted.SinceOn,
            IsPaused = isPaused, CreatedAt = clock.GetUtcNow(),
        };
        var tried = Make(0, door.Secrets.Encrypt(office, id, wanted.Secret));
        var folders = await TryAsync(tried, cancellationToken);
        if (wanted.Folders?.FirstOrDefault(name => folders.All(folder => folder.Name != name)) is { } unknown)
            throw new CannotException(
                $"There is no folder {unknown}. There are: {string.Join(", ", folders.Select(f => f.Name))}.");
        var source = await new Ledger(office.Engine, clock).OpenSourceAsync(
            Mailbox.SourceKind, tried.Name, cancellationToken);
        var mailbox = Make(source, tried.Secret);
        mailbox.Folders.AddRange(folders.Select(folder => new MailboxFolder
        {
            Mailbox = id, Name = folder.Name, Messages = folder.Messages ?? 0,
            IsChosen = wanted.Folders?.Contains(folder.Name) ?? folder.IsUsual,
        }));
        db.Mailboxes.Add(mailbox);
        await RecordAsync(MailboxActs.Added, mailbox, by, cancellationToken);
        return (mailbox, folders);
    }

    /// <summary>Connects, signs in, and counts what is in each folder.</summary>
    public async Task<IReadOnlyList<TriedFolder>> TryAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        await using var client = await door.OpenAsync(office, mailbox, cancellationToken);
        var tried = new List<TriedFolder>();
        foreach (var (folder, isUsual) in FolderChoice.Of(await client.ListAsync(cancellationToken)))
            tried.Add(new(folder.Name, (await client.AskAsync(folder, cancellationToken))?.Messages, isUsual));
        return tried;
    }

    /// <summary>Tries a mailbox that is there, takes note of its folders, and records that somebody did.</summary>
    public async Task<IReadOnlyList<TriedFolder>> TestAsync(
        Mailbox mailbox, Actor by, CancellationToken cancellationToken)
    {
        await audit.RecordAsync(db, AuditFact.About(MailboxActs.Tested, by, mailbox.Id), cancellationToken);
        var tried = await TryAsync(mailbox, cancellationToken);
        foreach (var folder in tried)
        {
            if (mailbox.Folders.Find(known => known.Name == folder.Name) is { } known)
                known.Messages = folder.Messages ?? known.Messages;
            else
                mailbox.Folders.Add(new() { Mailbox = mailbox.Id, Name = folder.Name, IsChosen = folder.IsUsual,
                    Messages = folder.Messages ?? 0 });
        }

        await db.SaveChangesAsync(cancellationToken);
        return tried;
    }

    /// <summary>Sets which folders are taken in and since when.</summary>
    public Task ChooseAsync(
        Mailbox mailbox, IReadOnlyCollection<string> folders, DateOnly? since, Actor by,
        CancellationToken cancellationToken)
    {
        foreach (var folder in mailbox.Folders) folder.IsChosen = folders.Contains(folder.Name);
        mailbox.SinceOn = since;
        return RecordAsync(MailboxActs.Changed, mailbox, by, cancellationToken);
    }

    public Task SetSecretAsync(Mailbox mailbox, MailboxSecret secret, Actor by, CancellationToken cancellationToken)
    {
        mailbox.Secret = door.Secrets.Encrypt(office, mailbox.Id, secret);
        return RecordAsync(MailboxActs.SecretChanged, mailbox, by, cancellationToken);
    }

    public Task PauseAsync(Mailbox mailbox, bool isPaused, Actor by, CancellationToken cancellationToken)
    {
        mailbox.IsPaused = isPaused;
        return RecordAsync(isPaused ? MailboxActs.Paused : MailboxActs.Resumed, mailbox, by, cancellationToken);
    }

    /// <summary>Forgets how to get in. What was fetched stays, and so does the source's count.</summary>
    public Task RemoveAsync(Mailbox mailbox, Actor by, CancellationToken cancellationToken)
    {
        db.Mailboxes.Remove(mailbox);
        return RecordAsync(MailboxActs.Removed, mailbox, by, cancellationToken);
    }

    private Task RecordAsync(AuditAct act, Mailbox mailbox, Actor by, CancellationToken cancellationToken)
    {
        mailbox.Version++;
        return db.ActAsync(
            async token =>
            {
                await db.SaveChangesAsync(token);
                var chosen = mailbox.Folders.Count(folder => folder.IsChosen);
                await audit.RecordAsync(
                    db, AuditFact.About(act, by, mailbox.Id) with { Details = [("folders", $"{chosen}")] }, token);
            },
            cancellationToken);
    }
}
