namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>A message as a source lists it.</summary>
/// <param name="Key">The very key under which the ledger would get it (<see cref="Incoming.SourceKey"/>).</param>
/// <param name="Sha256">Of its bytes, where they were at hand; null if the key alone says which message it is. With it,
/// a file that was changed under its old name is found out.</param>
/// <param name="WhyMissing">Why the ledger won't have it, if it hasn't: the server refused to hand it over,
/// say.</param>
public sealed record Listed(string Key, ReadOnlyMemory<byte>? Sha256 = null, string? WhyMissing = null);

/// <summary>Says what a source of one kind holds now, without the ledger's help: one side of the count.</summary>
/// <remarks>To add a kind of source, write one and name it in <see cref="SourceListings"/>.</remarks>
public interface ISourceListing
{
    /// <summary>As in <see cref="Source.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>What people call such a source, e.g. "Imported file".</summary>
    string Title { get; }

    /// <summary>Everything the source holds now that the ledger should have, each once, in any order.</summary>
    /// <remarks>As a stream: a mailbox may list a hundred thousand.</remarks>
    /// <exception cref="Postbag.Office.CannotException">It can't be listed, or no further: what was listed before still
    /// counts, and the sentence is kept.</exception>
    IAsyncEnumerable<Listed> ListAsync(Source source, CancellationToken cancellationToken);
}
