using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Takes in whatever a mailbox holds that the ledger doesn't: read on a phone or not, old or new. Killed or
/// cut off anywhere it goes on where it was, because what is to be fetched is always what the server lists and the
/// ledger hasn't seen.</summary>
/// <remarks>For whoever holds the mailbox's lease. The round ends with the count: what is listed there is looked up
/// here, and the difference is kept with its reasons.</remarks>
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

                await Visit(client, mailbox, chosen, folder, suspects, count).GoThroughAsync(cancellationToken);
            }
            catch (ImapException failure) when (failure.Fault is ImapFault.NoSuchFolder or ImapFault.CommandRefused)
            {
                count.Troubles.Add(failure.Message);
            }
        }

        await sources.NoteReconciledAsync(
            mailbox.Source,
            new Reconciled(clock.GetUtcNow(), count.There, count.Here, count.MissingCount, count.Missing, count.Note),
            cancellationToken);
        await sources.NoteContactAsync(mailbox.Source, cancellationToken);
        await place.NoteWholeAsync(mailbox.Id, cancellationToken);
    }

    /// <summary>Takes in what has come into one folder since it was last gone through.</summary>
    /// <returns>False if something is missing, or the folder isn't there: a whole round will say what and
    /// why.</returns>
    internal async Task<bool> LookAsync(
        ImapClient client, Mailbox mailbox, MailboxFolder chosen, ImapFolder folder, FetchCount count,
        CancellationToken cancellationToken)
    {
        var missing = count.MissingCount;
        await Visit(client, mailbox, chosen, folder, new Suspects(), count).LookAsync(cancellationToken);
        await sources.NoteContactAsync(mailbox.Source, cancellationToken);
        return count.MissingCount == missing;
    }

    /// <summary>The server's folders by name. Those that are new are taken in as the office's usual choice would have
    /// it: a rule at the provider's may be filing letters into one from its first day.</summary>
    private async Task<Dictionary<string, ImapFolder>> ListAsync(
        ImapClient client, Mailbox mailbox, CancellationToken cancellationToken)
    {
        var listed = FolderChoice.Of(await client.ListAsync(cancellationToken));
        var added = listed.Where(folder => !mailbox.Folders.Exists(known => known.Name == folder.Key.Name))
            .Select(folder => new MailboxFolder { Mailbox = mailbox.Id, Name = folder.Key.Name,
                IsChosen = folder.Value })
            .ToList();
        foreach (var folder in added) await place.AddFolderAsync(folder, cancellationToken);
        mailbox.Folders.AddRange(added);
        return listed.Keys.ToDictionary(folder => folder.Name);
    }

    private FolderVisit Visit(
        ImapClient client, Mailbox mailbox, MailboxFolder chosen, ImapFolder folder, Suspects suspects,
        FetchCount count) =>
        new(client, mailbox, chosen, folder, suspects, count)
        {
            Office = office, Clock = clock, Pace = pace, Place = place, Arrived = () => door.Arrivals?.Ring(office),
        };

    private async Task<Mailbox> LoadAsync(Id<Mailbox> id, CancellationToken cancellationToken) =>
        (await MailboxRows.ReadAsync(engine, cancellationToken)).SingleOrDefault(mailbox => mailbox.Id == id)
        ?? throw new CannotException("The mailbox was removed meanwhile.");
}
