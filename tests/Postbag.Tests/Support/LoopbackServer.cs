using System.Net;
using System.Net.Sockets;

namespace Postbag.Tests.Support;

/// <summary>Listens at a free port of this machine and serves each connection until the test is over. When a connection
/// ends is no fault, whichever side ends it.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<TcpClient, CancellationToken, Task> serve;
    private readonly Task listening;

    /// <param name="serve">Serves one connection; when it returns, the server hangs up.</param>
    public LoopbackServer(Func<TcpClient, CancellationToken, Task> serve)
    {
        this.serve = serve;
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await listening;
        stop.Dispose();
    }

    private async Task ListenAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await serve(client, stop.Token);
            }
            catch (Exception end)
                when (end is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // Somebody has hung up, or the test is over.
            }
        }
    }
}
