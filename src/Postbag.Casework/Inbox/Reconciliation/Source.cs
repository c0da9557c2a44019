namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>Where post comes from: a file that was imported, a mail server that delivers, a mailbox that is
/// fetched.</summary>
/// <param name="Number">The key of its sightings.</param>
/// <param name="Kind">How it is read, as its <see cref="ISourceListing"/> names it: "file", "lmtp", ….</param>
/// <param name="Name">What it is called; with the kind, unique.</param>
public sealed record Source(long Number, string Kind, string Name);

/// <summary>A message that a source lists and the ledger doesn't hold.</summary>
/// <param name="Key">What the source calls it.</param>
/// <param name="Why">A sentence without a capital letter and a full stop, as it stands behind the key.</param>
public sealed record Missing(string Key, string Why);

/// <summary>What the last reconciliation of a source counted.</summary>
/// <param name="At">When.</param>
/// <param name="There">How many messages the source listed; when it can't be listed (any more), how many it listed when
/// it last could be. Null if it never could.</param>
/// <param name="Here">How many of those the ledger holds, bytes and all.</param>
/// <param name="MissingCount">How many it doesn't.</param>
/// <param name="Missing">The first of them.</param>
/// <param name="Note">Why it couldn't be listed, or not to its end, in a sentence; null if all went well.</param>
public sealed record Reconciled(
    DateTimeOffset At, long? There, long Here, long MissingCount, IReadOnlyList<Missing> Missing, string? Note);

/// <summary>How a source is.</summary>
/// <param name="Sightings">How often it has shown a message.</param>
/// <param name="LastSightingAt">Null if it never has.</param>
/// <param name="ContactAt">When it was last reached without trouble; null if it never was, or isn't a thing that is
/// reached.</param>
/// <param name="Trouble">Why it can't be reached or read now, in a sentence; null if it can.</param>
/// <param name="Last">Null until it has been reconciled.</param>
/// <param name="Gone">Messages that are here and were deleted there since, as far as the source lets it be
/// known.</param>
public sealed record SourceReport(
    Source Source, long Sightings, DateTimeOffset? LastSightingAt, DateTimeOffset? ContactAt, string? Trouble,
    Reconciled? Last, long Gone);
