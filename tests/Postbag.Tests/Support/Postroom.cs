using System.Collections.Concurrent;
using System.Security.Cryptography;
using Shouldly;

namespace Postbag.Tests.Support;

/// <summary>Mail servers that deliver and go on delivering: what isn't answered 250 is sent again, as the standard asks
/// (RFC 5321 §4.5.4.1). Keeps what was answered for.</summary>
public sealed class Postroom
{
    private readonly ConcurrentDictionary<string, byte[]> answered = new();
    private int next;
    private long answers;

    /// <summary>How often 250 was the answer.</summary>
    public long Answers => Interlocked.Read(ref answers);

    /// <summary>How many letters were answered 250.</summary>
    public int Letters => answered.Count;

    /// <summary>Delivers one letter after the other until it is told to stop and the last is answered for.</summary>
    /// <param name="connect">Connects to whoever takes mail now; throws while nobody does.</param>
    /// <param name="stop">Ends it after the letter under way.</param>
    public async Task DeliverAsync(Func<Task<LmtpClient>> connect, CancellationToken stop)
    {
        LmtpClient? client = null;
        while (!stop.IsCancellationRequested) client = await DeliverAsync(connect, client);
        client?.Dispose();
    }

    /// <summary>Delivers a letter, and returns when it is answered for.</summary>
    public async Task DeliverOneAsync(Func<Task<LmtpClient>> connect) => (await DeliverAsync(connect, null)).Dispose();

    /// <param name="connect">Connects to whoever takes mail now.</param>
    /// <param name="client">A connection that is there already; null for none.</param>
    /// <returns>The connection over which it was answered for.</returns>
    private async Task<LmtpClient> DeliverAsync(Func<Task<LmtpClient>> connect, LmtpClient? client)
    {
        var number = Interlocked.Increment(ref next);
        var letter = Support.Letters.Plain(
            $"Letter {number}", $"I write for the {number}th time.\n.\n" + new string('x', number * 37 % 5000),
            id: $"{number}@example.org");
        while (true)
        {
            try
            {
                client ??= await connect();
                if ((await client.DeliverAsync(letter)).Single().StartsWith("250", StringComparison.Ordinal)) break;
            }
            catch (Exception gone) when (gone is IOException or System.Net.Sockets.SocketException)
            {
                // It was killed: what was sent wasn't answered, so it is sent again.
            }

            client?.Dispose();
            client = null;
            await Task.Delay(5, CancellationToken.None);
        }

        answered[Convert.ToHexString(SHA256.HashData(letter))] = letter;
        Interlocked.Increment(ref answers);
        return client;
    }

    /// <summary>Every letter that was answered for is there once, byte for byte; all are read and found; nothing is
    /// missing.</summary>
    /// <param name="place">The words that name the office.</param>
    /// <param name="others">Letters that came another way, each of which has to be there once, too.</param>
    public async Task ShouldAllBeInAsync(string[] place, params IReadOnlyList<byte[]> others)
    {
        await using var office = await LedgerOffice.OpenAsync(place);
        var check = await office.CheckAsync();
        var counted = (await office.ReconcileAsync()).Select(source => source.Last!).ToList();
        var expected = answered.Keys.Concat(others.Select(letter => Convert.ToHexString(SHA256.HashData(letter))))
            .ToHashSet();

        check.Problems.ShouldBeEmpty();
        check.Messages.ShouldBe(expected.Count);
        check.Waiting.ShouldBe(0);
        counted.ShouldAllBe(source => source.MissingCount == 0 && source.Here == source.There);
        counted.Sum(source => source.There!.Value).ShouldBeGreaterThanOrEqualTo(Answers + others.Count);
        (await office.SearchAsync("write")).Total.ShouldBe(expected.Count);
        (await office.NumberAsync("SELECT messages FROM inbox_tally")).ShouldBe(expected.Count);
        // The check has compared the kept bytes with these hashes.
        (await office.HashesAsync()).ShouldBe(expected.Order(StringComparer.Ordinal));
    }
}
