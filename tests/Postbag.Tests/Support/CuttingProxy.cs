using System.Net;
using System.Net.Sockets;

namespace Postbag.Tests.Support;

/// <summary>A bad line: passes bytes on between a client and a server, and cuts the connection after a number of them.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<int> server;
    private readonly Func<long?> bytesUntilCut;
    private readonly Task listening;

    /// <param name="server">The server's port, asked anew for each connection.</param>
    /// <param name="bytesUntilCut">After how many of the server's bytes a new connection is cut; null for never.</param>
    public CuttingProxy(Func<int> server, Func<long?> bytesUntilCut)
    {
        (this.server, this.bytesUntilCut) = (server, bytesUntilCut);
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Cuts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await listening;
        stop.Dispose();
    }

    private async Task ListenAsync()
    {
        var passing = new List<Task>();
        try
        {
            while (true) passing.Add(PassAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        using (client)
        {
            try
            {
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
            catch (Exception end) when (end is SocketException or IOException or OperationCanceledException)
            {
                // Either side has hung up.
            }
        }
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
