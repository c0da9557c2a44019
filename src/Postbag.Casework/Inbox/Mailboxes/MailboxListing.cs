using System.Runtime.CompilerServices;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>What a mailbox holds now, asked of its server: the numbers of every chosen folder's messages.</summary>
/// <param name="office">Whose mailbox.</param>
/// <param name="door">The way in; null where nothing is to be listed, only named.</param>
internal sealed class MailboxListing(OpenOffice office, MailboxDoor? door) : ISourceListing
{
    public string Kind => Mailbox.SourceKind;

    public string Title => "Mailbox";

    public async IAsyncEnumerable<Listed> ListAsync(
        Source source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mailbox = await FindAsync(source, cancellationToken);
        if (mailbox.IsPaused) throw new CannotException("The mailbox is paused, so it isn't asked.");
        var reasons = await ReasonsAsync(source, cancellationToken);
        await using var client = await AskAsync(door!.OpenAsync(office, mailbox, cancellationToken));
        var folders = (await AskAsync(client.ListAsync(cancellationToken))).DistinctBy(folder => folder.Name)
            .ToDictionary(folder => folder.Name);
        string? trouble = null;
        foreach (var chosen in mailbox.Folders.Where(folder => folder.IsChosen))
        {
            if (!folders.TryGetValue(chosen.Name, out var folder))
            {
                trouble ??= $"There is no folder {chosen.Name} in the mailbox any more.";
                continue;
            }

            var state = await AskAsync(client.ExamineAsync(folder, cancellationToken));
            var keys = new MailboxKeys(office.Engine, source.Number, folder.Name, state.UidValidity);
            foreach (var uid in await AskAsync(client.SearchAsync(mailbox.SinceOn, 1, cancellationToken)))
                yield return new Listed(
                    keys.Of(uid), WhyMissing: reasons.GetValueOrDefault(keys.Of(uid), "it hasn't been fetched yet"));
        }

        if (trouble is not null) throw new CannotException(trouble);
    }

    private async Task<Mailbox> FindAsync(Source source, CancellationToken cancellationToken) =>
        (await MailboxRows.ReadAsync(office.Engine, cancellationToken))
            .SingleOrDefault(mailbox => mailbox.Source == source.Number)
        ?? throw new CannotException("The mailbox was removed; what was fetched from it is here.");

    /// <summary>Why messages were missing when they were last wanted.</summary>
    private async Task<Dictionary<string, string>> ReasonsAsync(Source source, CancellationToken cancellationToken)
    {
        await using var connection = await office.Engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT source_key, why FROM source_missing WHERE source = @source", ("@source", source.Number));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var reasons = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellationToken)) reasons[reader.GetString(0)] = reader.GetString(1);
        return reasons;
    }

    private static async Task<T> AskAsync<T>(Task<T> question)
    {
        try
        {
            return await question;
        }
        catch (ImapException failure)
        {
            throw new CannotException(failure.Message, failure);
        }
    }
}
