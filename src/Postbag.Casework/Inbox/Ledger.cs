using System.Data.Common;
using System.Security.Cryptography;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>A message as a source hands it over.</summary>
/// <param name="SourceKey">What the source calls it: a place in a file, a file's name, later a UID.</param>
/// <param name="Bytes">As they came; at least one.</param>
/// <param name="ReceivedAt">When the source got it; null if it doesn't know.</param>
/// <param name="IsSeen">Whether someone has read it before, by the source's own marks.</param>
/// <param name="Trace">What was said around the message and isn't in it, as header lines a mail server would have put
/// above it (Return-Path, Delivered-To; RFC 5321 §4.4); kept with the sighting. Null if nothing was.</param>
public sealed record Incoming(
    string SourceKey, ReadOnlyMemory<byte> Bytes, DateTimeOffset? ReceivedAt = null, bool IsSeen = false,
    string? Trace = null);

/// <summary>Where a message went.</summary>
/// <param name="Number">Its number in the ledger.</param>
/// <param name="IsNew">False if the very same bytes were there already: this was a further sighting.</param>
public readonly record struct Stored(long Number, bool IsNew);

/// <summary>The one door through which mail comes in. Every source hands it raw bytes and its own key; when
/// <see cref="StoreAsync"/> returns, they are on disk and can't be lost. Doing it again changes nothing.</summary>
/// <remarks>The same bytes are one message however often they are seen; the same Message-ID with other bytes is
/// another message. Reading comes after, from the rows this leaves (<see cref="ReadWaiting"/>).</remarks>
public sealed class Ledger(Engine engine, TimeProvider clock)
{
    private readonly LedgerTables tables = LedgerTables.Of(engine);

    /// <summary>The number of a source, which is made when it is first named.</summary>
    public Task<long> OpenSourceAsync(string kind, string name, CancellationToken cancellationToken) =>
        engine.WriteAsync(
            async (connection, token) =>
            {
                await connection.ExecuteAsync(
                    "INSERT INTO source (kind, name, created_at) VALUES (@kind, @name, @now) ON CONFLICT DO NOTHING",
                    token, ("@kind", kind), ("@name", name), ("@now", Instants.ToMicroseconds(clock.GetUtcNow())));
                return (await connection.NumberAsync(
                    "SELECT number FROM source WHERE kind = @kind AND name = @name",
                    token, ("@kind", kind), ("@name", name)))!.Value;
            },
            cancellationToken);

    /// <summary>Stores messages durably, all of them or none.</summary>
    /// <returns>One answer for each, in their order.</returns>
    public async Task<IReadOnlyList<Stored>> StoreAsync(
        long source, IReadOnlyList<Incoming> messages, CancellationToken cancellationToken)
    {
        var hashes = messages.Select(message => SHA256.HashData(message.Bytes.Span)).ToArray();
        var known = await FindAsync(hashes, cancellationToken);
        var now = clock.GetUtcNow();
        var entries = messages.Select((message, i) => Entry(message, hashes[i], known, now)).ToList();
        await engine.WriteAsync(
            (connection, token) => tables.StoreAsync(connection, source, entries, now, token), cancellationToken);
        return entries.Select(entry => new Stored(entry.Number, entry.IsNew)).ToList();
    }

    /// <summary>Hashes and packs a message, the costly half of storing it; safe from many threads.</summary>
    internal static PackedMessage Pack(Incoming message)
    {
        var (packing, content) = RawPacking.Pack(message.Bytes);
        return new PackedMessage(message, SHA256.HashData(message.Bytes.Span), packing, content);
    }

    /// <summary>Stores deliveries durably, all of them or none, and counts them as answered for in the same
    /// transaction. Each becomes a sighting of its own, under the next number.</summary>
    internal Task AcceptAsync(long source, IReadOnlyList<PackedMessage> messages, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var entries = messages.Select(message => new LedgerEntry(
            message.Incoming, message.Sha256, message.Packing, message.Content, now, Guid.CreateVersion7(now)))
                .ToList();
        return engine.WriteAsync(
            async (connection, token) =>
            {
                var last = (await connection.NumberAsync(
                    """
                    INSERT INTO delivery_tally (source, accepted) VALUES (@source, @count)
                    ON CONFLICT (source) DO UPDATE SET accepted = delivery_tally.accepted + excluded.accepted
                    RETURNING accepted
                    """,
                    token, ("@source", source), ("@count", entries.Count)))!.Value;
                for (var i = 0; i < entries.Count; i++)
                    entries[i].SourceKey = DeliveryListing.KeyOf(last - entries.Count + i + 1);
                await tables.StoreAsync(connection, source, entries, now, token);
            },
            cancellationToken);
    }

    /// <summary>Bytes that are there already needn't be packed and sent again: importing a file twice is
    /// quick.</summary>
    private async Task<Dictionary<string, long>> FindAsync(byte[][] hashes, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return await tables.FindAsync(connection, hashes, cancellationToken);
    }

    private static LedgerEntry Entry(
        Incoming message, byte[] sha256, Dictionary<string, long> known, DateTimeOffset now)
    {
        var received = message.ReceivedAt is { } at && at < now ? at : now;
        if (known.TryGetValue(Convert.ToHexString(sha256), out var number))
            return new LedgerEntry(message, sha256, 0, [], received, default) { Number = number };
        var (packing, content) = RawPacking.Pack(message.Bytes);
        return new LedgerEntry(message, sha256, packing, content, received, Guid.CreateVersion7(now));
    }
}

/// <summary>A message, hashed and packed.</summary>
internal sealed record PackedMessage(Incoming Incoming, byte[] Sha256, int Packing, byte[] Content);

/// <summary>A message on its way into the tables, which fill in its number.</summary>
internal sealed record LedgerEntry(
    Incoming Incoming, byte[] Sha256, int Packing, byte[] Content, DateTimeOffset ReceivedAt, Guid Id)
{
    /// <summary>What the source calls it; of a delivery, given in the transaction.</summary>
    public string SourceKey { get; set; } = Incoming.SourceKey;

    /// <summary>0 until it is known.</summary>
    public long Number { get; set; }

    public bool IsNew { get; set; }
}
