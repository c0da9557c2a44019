using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Postbag.Casework.Inbox.Sources;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>What a file or folder that was imported holds now: it is gone through again, message by message.</summary>
internal sealed class FileListing : ISourceListing
{
    public const string FileKind = "file";

    public string Kind => FileKind;

    public string Title => "Imported file";

    public async IAsyncEnumerable<Listed> ListAsync(
        Source source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(source.Name) && !Directory.Exists(source.Name))
            throw new CannotException("The file is no longer there; what it held when it was imported is here.");
        var notes = new ImportNotes();
        var bytes = 0L;
        foreach (var message in new MailSource(source.Name, notes, count => bytes += count).Messages())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Listed(message.SourceKey, SHA256.HashData(message.Bytes.Span));
            // Going through a file is plain synchronous work: every so often others get their turn.
            if (bytes <= YieldBytes) continue;
            bytes = 0;
            await Task.Yield();
        }

        if (notes.Failures is [var first, ..]) throw new CannotException(first);
    }

    private const long YieldBytes = 8 << 20;
}
