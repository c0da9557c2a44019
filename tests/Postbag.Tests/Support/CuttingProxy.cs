using System.Net;
using System.Net.Sockets;

namespace Postbag.Tests.Support;

/// <summary>A bad line: passes bytes on between a client and a server, and cuts the connection after a number of
/// them.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly LoopbackServer listening;
    private readonly Func<int> server;
    private readonly Func<long?> bytesUntilCut;

    /// <param name="server">The server's port, asked anew for each connection.</param>
    /// <param name="bytesUntilCut">After how many of the server's bytes a new connection is cut; null for
    /// never.</param>
    public CuttingProxy(Func<int> server, Func<long?> bytesUntilCut)
    {
        (this.server, this.bytesUntilCut) = (server, bytesUntilCut);
        listening = new LoopbackServer(PassAsync);
    }

    public int Port => listening.Port;

    public int Cuts { get; private set; }

    public ValueTask DisposeAsync() => listening.DisposeAsync();

    private async Task PassAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(IPAddress.Loopback, server(), ends.Token);
        var there = PassAsync(client.GetStream(), upstream.GetStream(), null, ends.Token);
        var back = PassAsync(upstream.GetStream(), client.GetStream(), bytesUntilCut(), ends.Token);
        await Task.WhenAny(there, back);
        await ends.CancelAsync();
        await Task.WhenAll(there, back);
        // As a line that is cut: no goodbye.
        client.Client.LingerState = new LingerOption(true, 0);
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, long? left, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                if (left is { } bytes && bytes < count)
                {
                    await to.WriteAsync(buffer.AsMemory(0, (int)bytes), cancellationToken);
                    Cuts++;
                    return;
                }

                left -= count;
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (Exception end) when (end is SocketException or IOException or OperationCanceledException)
        {
            // Either side has hung up.
        }
    }
}
