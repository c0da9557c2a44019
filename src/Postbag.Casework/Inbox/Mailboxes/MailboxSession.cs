using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Stays connected to one mailbox: goes through it once, waits for news, looks into the other folders now and
/// then, and goes through everything again every few hours.</summary>
/// <remarks>For whoever holds the mailbox's lease, until it is cancelled. It ends with an exception only.</remarks>
internal sealed class MailboxSession(OpenOffice office, MailboxDoor door, FetchPace pace, TimeProvider clock)
{
    private readonly FetchMailbox fetch = new(office, door, pace, clock);
    private readonly KnownSources sources = new(office.Engine, clock);

    /// <param name="mailbox">As it was when the session began; whoever changes it ends the session.</param>
    /// <param name="suspects">Remembered from one connection to the next.</param>
    /// <param name="advanced">Told when a round is through: the connection is good.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        Mailbox mailbox, Suspects suspects, Action advanced, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await door.OpenAsync(office, mailbox, cancellationToken);
            while (true)
            {
                await fetch.RoundAsync(client, mailbox, suspects, new FetchCount(), cancellationToken);
                advanced();
                suspects = new Suspects();
                var next = clock.GetUtcNow() + pace.Round;
                await WaitAsync(client, mailbox, next, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is ImapException or CannotException)
        {
            await sources.NoteTroubleAsync(mailbox.Source, failure.Message, cancellationToken);
            throw;
        }
    }

    /// <summary>Takes in what comes, until the next round is due or something is missing.</summary>
    private async Task WaitAsync(
        ImapClient client, Mailbox mailbox, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var folders = (await client.ListAsync(cancellationToken)).DistinctBy(folder => folder.Name)
            .ToDictionary(folder => folder.Name);
        var chosen = mailbox.Folders.Where(folder => folder.IsChosen && folders.ContainsKey(folder.Name))
            .OrderByDescending(folder => folder.Name.Equals("INBOX", StringComparison.OrdinalIgnoreCase)).ToList();
        if (chosen.Count == 0) await Task.Delay(pace.Round, cancellationToken);
        else await WaitAsync(client, mailbox, chosen, folders, until, cancellationToken);
    }

    private async Task WaitAsync(
        ImapClient client, Mailbox mailbox, List<MailboxFolder> chosen, Dictionary<string, ImapFolder> folders,
        DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (first, others) = (chosen[0], chosen.Skip(1).ToList());
        var count = new FetchCount();
        var lookedAt = clock.GetUtcNow();
        // Something may have come while the rest of the round was gone through.
        var isWhole = await fetch.LookAsync(client, mailbox, first, folders[first.Name], count, cancellationToken);
        while (isWhole && clock.GetUtcNow() < until)
        {
            if (await HasNewsAsync(client, others.Count > 0, cancellationToken))
                isWhole &= await fetch.LookAsync(client, mailbox, first, folders[first.Name], count, cancellationToken);
            if (others.Count == 0 || clock.GetUtcNow() - lookedAt < pace.Look) continue;
            lookedAt = clock.GetUtcNow();
            var isMoved = false;
            foreach (var other in others)
            {
                if (!other.MayHaveMore(await client.AskAsync(folders[other.Name], cancellationToken))) continue;
                isMoved = true;
                isWhole &= await fetch.LookAsync(client, mailbox, other, folders[other.Name], count, cancellationToken);
            }

            // Back to where news are waited for; what came meanwhile is seen at once.
            if (isMoved) isWhole &= await fetch.LookAsync(
                client, mailbox, first, folders[first.Name], count, cancellationToken);
        }

        // Something is missing, or a folder has gone: the round that follows says what. Not at once, or it would never
        // rest.
        if (!isWhole) await Task.Delay(pace.Look, cancellationToken);
    }

    private async Task<bool> HasNewsAsync(ImapClient client, bool hasOthers, CancellationToken cancellationToken)
    {
        if (client.CanIdle)
            return await client.IdleAsync(
                hasOthers && pace.Look < pace.Idle ? pace.Look : pace.Idle, cancellationToken);
        await Task.Delay(pace.Look, cancellationToken);
        return await client.LookAsync(cancellationToken);
    }
}
