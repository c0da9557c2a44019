using Postbag.Casework.Inbox.Imap;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>A visit to one folder of a mailbox: it is opened, what isn't here is fetched, and how far it was gone
/// through is written down, with what has vanished there.</summary>
/// <remarks>A server that says what vanished (QRESYNC) is asked for nothing else, if nothing is new: opening the folder
/// is the whole visit. Without that all it lists is compared with all that is here, and so it is every
/// <see cref="FetchPace.Round"/>
/// in any case, because a server that has forgotten something doesn't know it.</remarks>
internal sealed class FolderVisit(
    ImapClient client, Mailbox mailbox, MailboxFolder chosen, ImapFolder folder, Suspects suspects, FetchCount count)
{
    public required OpenOffice Office { get; init; }

    public required TimeProvider Clock { get; init; }

    public required FetchPace Pace { get; init; }

    public required MailboxPlace Place { get; init; }

    /// <summary>Told when messages came in.</summary>
    public required Action Arrived { get; init; }

    /// <summary>Takes in what isn't here, and counts what is there.</summary>
    public async Task GoThroughAsync(CancellationToken cancellationToken)
    {
        if (await RunAsync(isRound: true, mayBelieve: true, cancellationToken) is { } state && IsAtOdds(state))
            await RunAsync(isRound: true, mayBelieve: false, cancellationToken);
        count.There += chosen.Listed;
        count.Lost += chosen.Lost;
    }

    /// <summary>Takes in what is new.</summary>
    public Task LookAsync(CancellationToken cancellationToken) =>
        RunAsync(isRound: false, mayBelieve: true, cancellationToken);

    /// <summary>Whether there are more or fewer than we think: the server forgot to say something, or we missed it.
    /// With a cut-off day it can't be told.</summary>
    private bool IsAtOdds(ImapFolderState state) => mailbox.SinceOn is null && chosen.Listed != state.Messages;

    /// <returns>The folder's state, if all we know of it is what the server said of the time since the last visit and
    /// nothing was new; null after a comparison of our own.</returns>
    private async Task<ImapFolderState?> RunAsync(bool isRound, bool mayBelieve, CancellationToken cancellationToken)
    {
        var state = await client.ExamineAsync(folder, chosen.Known, cancellationToken);
        var isKnown = mayBelieve && chosen.IsKnown(state, mailbox.SinceOn, Clock.GetUtcNow() - Pace.Round);
        var isWhole = state.UidValidity != chosen.UidValidity || (isRound && !isKnown);
        var keys = KeysOf(state.UidValidity);
        var from = isWhole ? 1 : (uint)Math.Min(chosen.HighestUid + 1, uint.MaxValue);
        List<uint> listed = !isWhole && state.UidNext == from
            ? [] : await client.SearchAsync(mailbox.SinceOn, from, cancellationToken);
        var (there, missing) = await FetchAsync(keys, listed, from, cancellationToken);
        var vanished = isWhole
            ? await CompareAsync(keys, listed, state, cancellationToken)
            : new VanishedKeys([.. (state.Vanished ?? []).Select(keys.Of)], [], []);
        // A number that is skipped is never given again, so the next to be given says how far everything has been seen.
        var highest = Math.Max(state.UidNext > 0 ? state.UidNext - 1 : 0, listed.Count > 0 ? listed[^1] : 0);
        var place = new FolderPlace(state, highest, isWhole)
        {
            Listed = there + (isWhole ? 0 : chosen.Listed), Missing = missing + (isWhole ? 0 : chosen.Missing),
            Lost = chosen.Lost + vanished.Lost.Count,
            ComparedAt = isWhole ? Clock.GetUtcNow() : chosen.ComparedAt,
            ComparedSince = isWhole ? MailboxFolder.NumberOf(mailbox.SinceOn) : chosen.ComparedSince,
        };
        await Place.NoteFolderAsync(chosen, place, vanished, mailbox.Source, cancellationToken);
        return isWhole || listed.Count > 0 ? null : state;
    }

    private MailboxKeys KeysOf(uint uidValidity) => new(Office.Engine, mailbox.Source, folder.Name, uidValidity);

    /// <returns>How many of the listed are there still, and how many of those aren't here.</returns>
    private async Task<(int There, int Missing)> FetchAsync(
        MailboxKeys keys, List<uint> listed, uint from, CancellationToken cancellationToken)
    {
        var wanted = await keys.NotHereAsync(listed, cancellationToken);
        if (wanted.Count == 0) return (listed.Count, 0);
        count.Expect(wanted.Count);
        var store = new StoreFetched(Office.Engine, mailbox.Source, count, Clock);
        await new FetchFolder(client, keys, store, suspects, Pace.Limits).RunAsync(wanted, cancellationToken);
        Arrived();
        var missing = await keys.NotHereAsync(wanted, cancellationToken);
        if (missing.Count == 0) return (listed.Count, 0);
        // What was deleted there while we fetched is no longer there to be missed.
        var still = (await client.SearchAsync(mailbox.SinceOn, from, cancellationToken)).ToHashSet();
        var there = listed.Count - missing.RemoveAll(uid => !still.Contains(uid));
        foreach (var key in missing.Select(keys.Of))
            count.AddMissing(key,
                suspects.GivenUp.GetValueOrDefault(key, "the mail server lists it but doesn't hand it over"));
        return (there, missing.Count);
    }

    /// <summary>What has vanished, found by comparing all that is listed with all that was ever seen.</summary>
    private async Task<VanishedKeys> CompareAsync(
        MailboxKeys keys, List<uint> listed, ImapFolderState state, CancellationToken cancellationToken)
    {
        var vanished = await keys.VanishedAsync(listed, cancellationToken);
        if (vanished.Gone.Count > 0 && mailbox.SinceOn is not null)
        {
            // Before the cut-off day isn't gone.
            var all = await client.SearchAsync(null, 1, cancellationToken);
            vanished = vanished with { Gone = (await keys.VanishedAsync(all, cancellationToken)).Gone };
        }

        var lost = chosen.Missing > 0 ? await keys.LostAsync(listed, cancellationToken) : [];
        if (chosen.UidValidity == 0 || chosen.UidValidity == state.UidValidity) return vanished with { Lost = lost };
        // Numbered anew: no message is there under its old number.
        var before = await KeysOf((uint)chosen.UidValidity).VanishedAsync([], cancellationToken);
        return vanished with { Gone = [.. vanished.Gone, .. before.Gone], Lost = lost };
    }
}
