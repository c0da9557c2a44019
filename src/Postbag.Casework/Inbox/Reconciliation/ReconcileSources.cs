using System.Diagnostics;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>Compares what each source lists with what the ledger holds, and keeps the difference for people to
/// see.</summary>
/// <remarks>Nothing is taken in by it: whoever reads the source does that. What a source lists is looked up by key, and
/// by hash where the listing knows it; memory is bounded by one batch, however much is listed.</remarks>
public sealed class ReconcileSources(OpenOffice office, MailboxDoor door, TimeProvider clock)
{
    private const int BatchSize = 500;

    private readonly Engine engine = office.Engine;
    private readonly KnownSources sources = new(office.Engine, clock);
    private readonly Sightings sightings = Sightings.Of(office.Engine);
    private readonly IntakeTide tide = IntakeTide.Of(office.Engine);

    /// <summary>Reconciles every source.</summary>
    /// <param name="advance">Told how many messages have been looked up; null if nobody looks.</param>
    /// <param name="cancellationToken">Stops it; sources that were done stay done.</param>
    public async Task<IReadOnlyList<SourceReport>> RunAllAsync(
        Action<long>? advance, CancellationToken cancellationToken)
    {
        long done = 0;
        foreach (var source in await sources.AllAsync(cancellationToken))
            await RunAsync(source, count => advance?.Invoke(done += count), cancellationToken);
        return await sources.ReportAsync(cancellationToken);
    }

    /// <summary>Reconciles one source.</summary>
    public Task<Reconciled> RunAsync(Source source, CancellationToken cancellationToken) =>
        RunAsync(source, null, cancellationToken);

    private async Task<Reconciled> RunAsync(Source source, Action<int>? advance, CancellationToken cancellationToken)
    {
        // The listing first: what comes in while it is compared is here and wasn't listed, which harms nothing.
        var count = new Count();
        string? note = null;
        try
        {
            var listing = SourceListings.Of(office, door).FirstOrDefault(listing => listing.Kind == source.Kind)
                ?? throw new CannotException("This version of Postbag doesn't know this kind of source.");
            var start = Stopwatch.GetTimestamp();
            await foreach (var batch in BatchesAsync(listing, source, cancellationToken))
            {
                await CompareAsync(source, batch, count, cancellationToken);
                advance?.Invoke(batch.Count);
                await tide.LetPassAsync(start, cancellationToken);
                start = Stopwatch.GetTimestamp();
            }
        }
        catch (CannotException sentence)
        {
            note = sentence.Message;
        }

        var result = note is null || count.There > 0
            ? new Reconciled(clock.GetUtcNow(), count.There, count.Here, count.MissingCount, count.Missing, note)
            : await UnlistedAsync(source, note, cancellationToken);
        await sources.NoteReconciledAsync(source.Number, result, cancellationToken);
        return result;
    }

    /// <summary>A source that lists nothing now (a file that was deleted, a server that is down): what it listed when
    /// it last could be is still the other side of the count.</summary>
    private async Task<Reconciled> UnlistedAsync(Source source, string note, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var here = await connection.NumberAsync(
            """
            SELECT count(DISTINCT s.source_key) FROM sighting s JOIN raw_message r ON r.number = s.message
            WHERE s.source = @source
            """,
            cancellationToken, ("@source", source.Number)) ?? 0;
        var last = await connection.NumberAsync(
            "SELECT there FROM source_status WHERE source = @source", cancellationToken, ("@source", source.Number));
        // More may be here than it listed then: it grew and was read again.
        var there = Math.Max(last ?? here, here);
        return new Reconciled(clock.GetUtcNow(), there, here, there - here, [], note);
    }

    private async Task CompareAsync(
        Source source, List<Listed> batch, Count count, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var seen = await sightings.FindAsync(
            connection, source.Number, batch.Select(listed => listed.Key).ToList(), cancellationToken);
        foreach (var listed in batch)
        {
            var hashes = seen[listed.Key].ToList();
            var isHere = listed.Sha256 is { } wanted
                ? hashes.Exists(hash => wanted.Span.SequenceEqual(hash))
                : hashes.Count > 0;
            count.Add(isHere ? null : new Missing(listed.Key, WhyMissing(listed, hashes.Count > 0)));
        }
    }

    private static string WhyMissing(Listed listed, bool wasSeenDifferent) =>
        listed.WhyMissing ?? (wasSeenDifferent
            ? "it has changed since it was taken in"
            : "it hasn't been taken in yet");

    private static async IAsyncEnumerable<List<Listed>> BatchesAsync(
        ISourceListing listing, Source source,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<Listed>(BatchSize);
        CannotException? broken = null;
        await using var walk = listing.ListAsync(source, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await walk.MoveNextAsync()) break;
            }
            catch (CannotException sentence)
            {
                // What was listed before it broke still counts.
                broken = sentence;
                break;
            }

            batch.Add(walk.Current);
            if (batch.Count < BatchSize) continue;
            yield return batch;
            batch = new List<Listed>(BatchSize);
        }

        if (batch.Count > 0) yield return batch;
        if (broken is not null) throw broken;
    }

    private sealed class Count
    {
        private readonly List<Missing> missing = [];

        public long There { get; private set; }

        public long MissingCount { get; private set; }

        public long Here => There - MissingCount;

        public IReadOnlyList<Missing> Missing => missing;

        public void Add(Missing? one)
        {
            There++;
            if (one is null) return;
            MissingCount++;
            if (missing.Count < KnownSources.MaxMissing) missing.Add(one);
        }
    }
}
