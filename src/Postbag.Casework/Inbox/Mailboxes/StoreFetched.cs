using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Stores what was fetched, and reads it at once, while its bytes are at hand.</summary>
internal sealed class StoreFetched(Engine engine, long source, FetchCount count, TimeProvider clock)
{
    private readonly Ledger ledger = new(engine, clock);
    private readonly ReadWaiting reading = new(engine);

    public async Task RunAsync(IReadOnlyList<Incoming> messages)
    {
        if (messages.Count == 0) return;
        await Task.Yield();
        var storing = clock.GetUtcNow();
        var answers = await ledger.StoreAsync(source, messages, CancellationToken.None);
        count.Add(answers);
        var readings = answers.Zip(messages).Where(pair => pair.First.IsNew).AsParallel()
            .Select(pair => MessageReading.Read(pair.First.Number, pair.Second.Bytes, storing, pair.Second.ReceivedAt))
            .ToList();
        if (readings.Count == 0) return;
        await reading.RecordAsync(readings, CancellationToken.None);
        reading.Keep(readings);
    }
}
