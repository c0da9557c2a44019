using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Takes in whatever a mailbox holds that the ledger doesn't: read on a phone or not, old or new. Killed or cut
/// off anywhere it goes on where it was, because what is to be fetched is always what the server lists and the ledger
/// hasn't seen.</summary>
/// <remarks>For whoever holds the mailbox's lease. The round ends with the count: what is listed there is looked up here,
/// and the difference is kept with its reasons.</remarks>
public sealed class FetchMailbox(OpenOffice office, MailboxDoor door, FetchPace pace, TimeProvider clock)
{
    private readonly Engine engine = office.Engine;
    private readonly KnownSources sources = new(office.Engine, clock);
    private readonly MailboxPlace place = new(office.Engine, clock);

    /// <summary>Goes through every chosen folder, on as many connections as it takes.</summary>
    /// <exception cref="ImapException">It couldn't be done: the sentence is noted with the source, too.</exception>
    public async Task RunAsync(Id<Mailbox> id, FetchCount count, CancellationToken cancellationToken)
    {
        var suspects = new Suspects();
        var failures = 0;
        while (true)
        {
            var mailbox = await LoadAsync(id, cancellationToken);
            var before = count.Fetched + suspects.GivenUp.Count;
            try
            {
                await using var client = await door.OpenAsync(office, mailbox, cancellationToken);
                await RoundAsync(client, mailbox, suspects, count, cancellationToken);
                return;
            }
            catch (Exception failure) when (failure is ImapException or CannotException)
            {
                var isFurther = count.Fetched + suspects.GivenUp.Count > before;
                failures = isFurther ? 1 : failures + 1;
                count.Reconnections++;
                var mayGoOn = isFurther || (failure is ImapException { Fault: var fault } passing
                    && (passing.IsPassing || fault == ImapFault.Nonsense));
                if (!mayGoOn || failures >= pace.Tries)
                {
                    await sources.NoteTroubleAsync(mailbox.Source, failure.Message, cancellationToken);
                    throw;
                }
            }

            await Task.Delay(pace.PauseAfter(failures), cancellationToken);
        }
    }

    /// <summary>A round on a connection that stands.</summary>
    internal async Task RoundAsync(
        ImapClient client, Mailbox mailbox, Suspects suspects, FetchCount count, CancellationToken cancellationToken)
    {
        count.BeginRound();
        var there = await ListAsync(client, mailbox, cancellationToken);
        foreach (var chosen in mailbox.Folders.Where(folder => folder.IsChosen))
        {
            try
            {
                if (!there.TryGetValue(chosen.Name, out var folder))
                {
                    count.Troubles.Add($"There is no folder {chosen.Name} in the mailbox any more. It may have been renamed or deleted.");
                    continue;
                }

                await FetchAsync(client, mailbox, chosen, folder, suspects, count, isWhole: true, cancellationToken);
            }
            catch (ImapException failure) when (failure.Fault is ImapFault.NoSuchFolder or ImapFault.CommandRefused)
            {
                count.Troubles.Add(failure.Message);
            }
        }

        var note = count.Troubles.Count == 0 ? null : string.Join(' ', count.Troubles);
        await sources.NoteReconciledAsync(
            mailbox.Source,
            new Reconciled(clock.GetUtcNow(), count.There, count.Here, count.MissingCount, count.Missing, note),
            cancellationToken);
        await sources.NoteContactAsync(mailbox.Source, cancellationToken);
        await place.NoteWholeAsync(mailbox.Id, cancellationToken);
    }

    /// <summary>Takes in what has come into one folder since it was last gone through.</summary>
    /// <returns>False if something is missing, or the folder isn't there: a whole round will say what and why.</returns>
    internal async Task<bool> LookAsync(
        ImapClient client, Mailbox mailbox, MailboxFolder chosen, ImapFolder folder, FetchCount count,
        CancellationToken cancellationToken)
    {
        var missing = count.MissingCount;
        await FetchAsync(client, mailbox, chosen, folder, new Suspects(), count, isWhole: false, cancellationToken);
        await sources.NoteContactAsync(mailbox.Source, cancellationToken);
        return count.MissingCount == missing;
    }

    /// <summary>The server's folders by name. Those that are new are taken in as the office's usual choice would have it:
    /// a rule at the provider's may be filing letters into one from its first day.</summary>
    private async Task<Dictionary<string, ImapFolder>> ListAsync(
        ImapClient client, Mailbox mailbox, CancellationToken cancellationToken)
    {
        var listed = FolderChoice.Of(await client.ListAsync(cancellationToken));
        var added = listed.Where(folder => !mailbox.Folders.Exists(known => known.Name == folder.Key.Name))
            .Select(folder => new MailboxFolder { Mailbox = mailbox.Id, Name = folder.Key.Name, IsChosen = folder.Value })
            .ToList();
        foreach (var folder in added) await place.AddFolderAsync(folder, cancellationToken);
        mailbox.Folders.AddRange(added);
        return listed.Keys.ToDictionary(folder => folder.Name);
    }

    /// <param name="client">Signed in.</param>
    /// <param name="mailbox">Whose folder.</param>
    /// <param name="chosen">As we know it.</param>
    /// <param name="folder">As the server lists it.</param>
    /// <param name="suspects">What broke the connection before.</param>
    /// <param name="count">Counts what is done.</param>
    /// <param name="isWhole">Whether to compare everything, and not only what is new.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task FetchAsync(
        ImapClient client, Mailbox mailbox, MailboxFolder chosen, ImapFolder folder, Suspects suspects, FetchCount count,
        bool isWhole, CancellationToken cancellationToken)
    {
        var state = await client.ExamineAsync(folder, cancellationToken);
        var from = isWhole || state.UidValidity != chosen.UidValidity ? 1 : (uint)Math.Min(chosen.HighestUid + 1, uint.MaxValue);
        var listed = await client.SearchAsync(mailbox.SinceOn, from, cancellationToken);
        var keys = new MailboxKeys(engine, mailbox.Source, folder.Name, state.UidValidity);
        var wanted = await keys.NotHereAsync(listed, cancellationToken);
        count.Expect(wanted.Count);
        var store = new StoreFetched(engine, mailbox.Source, count, clock);
        await new FetchFolder(client, keys, store, suspects, pace.Limits).RunAsync(wanted, cancellationToken);
        if (wanted.Count > 0) door.Arrivals?.Ring(office);
        count.There += listed.Count;
        var missing = await keys.NotHereAsync(wanted, cancellationToken);
        if (missing.Count > 0)
        {
            // What was deleted there while we fetched is no longer there to be missed.
            var still = (await client.SearchAsync(mailbox.SinceOn, from, cancellationToken)).ToHashSet();
            count.There -= missing.RemoveAll(uid => !still.Contains(uid));
            foreach (var key in missing.Select(keys.Of))
                count.AddMissing(key, suspects.GivenUp.GetValueOrDefault(key, "the mail server lists it but doesn't hand it over"));
        }

        // A number that is skipped is never given again, so the next to be given says how far everything has been seen.
        var highest = Math.Max(state.UidNext > 0 ? state.UidNext - 1 : 0, listed.Count > 0 ? listed[^1] : 0);
        await place.NoteFolderAsync(chosen, state, highest, cancellationToken);
    }

    private async Task<Mailbox> LoadAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        await using var db = (CaseworkDb)office.OpenDb();
        return await db.Mailboxes.AsNoTracking().Include(m => m.Folders).SingleOrDefaultAsync(m => m.Id == id, cancellationToken)
            ?? throw new CannotException("The mailbox was removed meanwhile.");
    }
}
