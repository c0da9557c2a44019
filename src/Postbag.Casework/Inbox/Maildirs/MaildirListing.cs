using System.Runtime.CompilerServices;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Maildirs;

/// <summary>What a watched Maildir holds now, by the names of its files.</summary>
internal sealed class MaildirListing : ISourceListing
{
    public const string MaildirKind = "maildir";

    public string Kind => MaildirKind;

    public string Title => "Watched Maildir";

    public async IAsyncEnumerable<Listed> ListAsync(
        Source source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = new MaildirFolder(source.Name);
        if (!folder.IsThere) throw new CannotException("The folder isn't there, or isn't a Maildir.");
        await Task.Yield();
        foreach (var message in folder.Messages())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Listed(message.Key);
        }
    }
}
