using System.Diagnostics;
using System.Threading.Channels;
using Postbag.Casework.Inbox.Documents;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Casework.Inbox.Search;
using Postbag.Casework.Inbox.Sources;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>How an import stands; read it while it runs.</summary>
public sealed class ImportCount
{
    private long bytesDone;
    private long documents;
    private long messages;
    private long stored;
    private long unreadable;

    /// <summary>Bytes of the files that are being gone through.</summary>
    public long BytesTotal { get; internal set; }

    public long BytesDone => Interlocked.Read(ref bytesDone);

    /// <summary>Messages found that are safe in the ledger now.</summary>
    public long Messages => Interlocked.Read(ref messages);

    /// <summary>Those of them that weren't there before.</summary>
    public long Stored => Interlocked.Read(ref stored);

    public long Duplicates => Messages - Stored;

    /// <summary>Those stored of which nothing could be made; people see them as they came.</summary>
    public long Unreadable => Interlocked.Read(ref unreadable);

    public ImportNotes Notes { get; } = new();

    public double Seconds { get; internal set; }

    /// <summary>Messages whose attachments were read afterwards, because they take long.</summary>
    public long Documents
    {
        get => Interlocked.Read(ref documents);
        internal set => Interlocked.Exchange(ref documents, value);
    }

    internal void Advance(long bytes) => Interlocked.Add(ref bytesDone, bytes);

    internal void Add(IReadOnlyList<Stored> answers)
    {
        Interlocked.Add(ref messages, answers.Count);
        Interlocked.Add(ref stored, answers.Count(answer => answer.IsNew));
    }

    internal void AddUnreadable(long count) => Interlocked.Add(ref unreadable, count);
}

/// <summary>Takes in mail from files: stored first, many messages a transaction, then read on all cores. Killed
/// anywhere, it loses nothing that was counted; run again, it adds nothing that is there.</summary>
/// <remarks>Memory is bounded by a few batches, whatever the size of the files.</remarks>
public sealed class ImportMail(Engine engine, TimeProvider clock)
{
    /// <summary>What is written at once shares pages: with twice as many a page of the keys, which have no order, is
    /// written half as often.</summary>
    private const int BatchMessages = 400;
    private const long BatchBytes = 4 << 20;

    /// <summary>Batches that are written into the index as one, if they wait for it: each is a segment of its own, and
    /// the fewer there are the fewer are merged.</summary>
    private const int BatchesIndexed = 2;

    /// <summary>How long the PDFs of a batch may take before the letters among them are in the index: hundreds are read
    /// in that time, and one that was made to take for ever is left for the end.</summary>
    private static readonly TimeSpan ForPdf = TimeSpan.FromSeconds(10);

    /// <summary>From so many on, the search index is put in order afterwards.</summary>
    private const int ManyMessages = 1000;

    private readonly Ledger ledger = new(engine, clock);
    private readonly ReadWaiting reading = new(engine) { ForPdf = ForPdf };
    private readonly ReadDocuments documents = new(engine);
    private readonly KnownSources sources = new(engine, clock);

    /// <summary>Why these paths can't be imported, one sentence each; asked before an office is opened for
    /// them.</summary>
    public static IReadOnlyList<string> WhyNot(IReadOnlyList<string> paths) =>
        paths.Select(MailSource.WhyNot).OfType<string>().ToList();

    /// <param name="paths">Files and folders, as <see cref="WhyNot"/> lets pass.</param>
    /// <param name="count">Filled in while it runs.</param>
    /// <param name="cancellationToken">Stops between two batches; what is stored stays, and is read next time.</param>
    public async Task RunAsync(IReadOnlyList<string> paths, ImportCount count, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        count.BytesTotal = paths.Sum(MailSource.CountBytes);
        // What an import was killed over is read before more is taken in.
        count.AddUnreadable((await reading.RunAsync(cancellationToken)).Unreadable);
        await TakeInAsync(paths, count, cancellationToken);
        await documents.RunAsync(done => count.Documents = done, cancellationToken);
        if (count.Stored >= ManyMessages)
        {
            await engine.WriteAsync(
                (connection, token) => SearchIndex.Of(engine).TidyAsync(connection, token), cancellationToken);
        }

        count.Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private async Task TakeInAsync(
        IReadOnlyList<string> paths, ImportCount count, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            var (before, failures) = (count.Messages, count.Notes.Failures.Count);
            var source = new MailSource(path, count.Notes, count.Advance);
            var number = await ledger.OpenSourceAsync(FileListing.FileKind, source.Name, cancellationToken);
            await TakeInAsync(number, source.Messages(), count, cancellationToken);
            // Each message that was there is here now, which is the first reconciliation: the file may be gone
            // tomorrow.
            var found = count.Messages - before;
            await sources.NoteReconciledAsync(
                number,
                new Reconciled(clock.GetUtcNow(), found, found, 0, [],
                    count.Notes.Failures.Skip(failures).FirstOrDefault()),
                cancellationToken);
        }
    }

    private async Task TakeInAsync(
        long source, IEnumerable<Incoming> messages, ImportCount count, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<List<Incoming>>(1);
        var read = Channel.CreateBounded<IReadOnlyList<Reading>>(BatchesIndexed);
        var workers = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Run(
                () => StoreAsync(batches.Reader, read.Writer, source, count, stop), CancellationToken.None))
            .ToList();
        var indexer = Task.Run(() => IndexAsync(read.Reader, count, stop), CancellationToken.None);
        try
        {
            // On a thread of its own: unpacking and cutting is plain synchronous work.
            await Task.Run(() => FillAsync(batches.Writer, messages, stop.Token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A worker failed and stopped us; it is heard below.
        }
        finally
        {
            batches.Writer.TryComplete();
        }

        await Task.WhenAll(EndAsync(workers, read.Writer), indexer);
    }

    private static async Task EndAsync(List<Task> workers, ChannelWriter<IReadOnlyList<Reading>> read)
    {
        try
        {
            await Task.WhenAll(workers);
        }
        finally
        {
            read.TryComplete();
        }
    }

    private static async Task FillAsync(
        ChannelWriter<List<Incoming>> batches, IEnumerable<Incoming> messages, CancellationToken cancellationToken)
    {
        var batch = new List<Incoming>();
        long bytes = 0;
        foreach (var message in messages)
        {
            batch.Add(message);
            bytes += message.Bytes.Length;
            if (batch.Count < BatchMessages && bytes < BatchBytes) continue;
            await batches.WriteAsync(batch, cancellationToken);
            (batch, bytes) = ([], 0);
        }

        if (batch.Count > 0) await batches.WriteAsync(batch, cancellationToken);
    }

    private async Task StoreAsync(
        ChannelReader<List<Incoming>> batches, ChannelWriter<IReadOnlyList<Reading>> read, long source,
        ImportCount count, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var batch in batches.ReadAllAsync(stop.Token))
            {
                var storing = clock.GetUtcNow();
                var answers = await ledger.StoreAsync(source, batch, stop.Token);
                count.Add(answers);
                // The bytes are still at hand, so they needn't be fetched again to be read.
                var readings = answers.Zip(batch).Where(pair => pair.First.IsNew)
                    .Select(pair => MessageReading.Read(
                        pair.First.Number, pair.Second.Bytes, storing, pair.Second.ReceivedAt)).ToList();
                if (readings.Count == 0) continue;
                var whole = await reading.ReadAttachedAsync(readings, stop.Token);
                // Whatever holds on to the bytes goes before it waits.
                await read.WriteAsync([.. whole.Select(one => one with { Letter = null, Documents = [] })], stop.Token);
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task IndexAsync(
        ChannelReader<IReadOnlyList<Reading>> read, ImportCount count, CancellationTokenSource stop)
    {
        try
        {
            while (await read.WaitToReadAsync(stop.Token))
            {
                var together = new List<Reading>();
                for (var i = 0; i < BatchesIndexed && read.TryRead(out var some); i++) together.AddRange(some);
                await reading.RecordAsync(together, stop.Token);
                count.AddUnreadable(together.LongCount(one => one.State == MessageState.Unreadable));
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
