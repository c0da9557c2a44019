using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Lmtp;

namespace Postbag.Tests.Support;

public sealed partial class ServedSide
{
    /// <summary>Where a mail server may deliver.</summary>
    public EndPoint LmtpAddress => Services.GetRequiredService<LmtpListener>().Address.EndPoint;

    /// <summary>A casework office that takes mail in by LMTP.</summary>
    internal static Task<ServedSide> StartLmtpAsync(params IEnumerable<(string Key, string Value)> set) =>
        StartAsync(new CaseworkSide(), StoppedClock.OnMonday(), "", [("Lmtp:Listen", "127.0.0.1:0"), .. set]);

    public async Task<long> NumberAsync(string sql)
    {
        await using var connection = await Office.Engine.OpenReaderAsync(CancellationToken.None);
        return await connection.NumberAsync(sql, CancellationToken.None) ?? -1;
    }

    /// <summary>Waits until so many messages have been read.</summary>
    public async Task WaitUntilReadAsync(long messages)
    {
        while (await NumberAsync("SELECT messages FROM inbox_tally") < messages) await Task.Delay(20);
    }

    /// <summary>The bytes of every message, in the order in which they were stored.</summary>
    public async Task<IReadOnlyList<byte[]>> RawAsync()
    {
        var count = await NumberAsync("SELECT count(*) FROM raw_message");
        var messages = new List<byte[]>();
        for (var number = 1; messages.Count < count; number++)
            messages.Add((await StoredMessage.LoadAsync(Office.Engine, number, CancellationToken.None)).Bytes
                .ToArray());
        return messages;
    }
}
