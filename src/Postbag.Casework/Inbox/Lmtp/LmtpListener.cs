using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>The LMTP server: listens, keeps the connections within their limits, and on stopping lets each finish the
/// message it is at.</summary>
/// <remarks>It stands on the web server's transport (sockets and pipelines) and not on the web server, which would
/// share its limits and listen where the setting Urls says.</remarks>
public sealed class LmtpListener(
    LmtpAddress wanted, LmtpLimits limits, Letterboxes letterboxes, ILogger<LmtpListener> log)
        : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<LmtpConnection, Task> connections = new();
    private readonly BytesInFlight inFlight = new(limits.MaxBytesInFlight);
    private readonly CancellationTokenSource watching = new();
    private IConnectionListener? listener;
    private Task accepting = Task.CompletedTask;
    private Task watch = Task.CompletedTask;

    /// <summary>Where it listens; with the real port, if any was to do.</summary>
    public LmtpAddress Address { get; private set; } = new(new IPEndPoint(IPAddress.None, 0));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (wanted.EndPoint is UnixDomainSocketEndPoint socket) MakeWay(socket.ToString());
        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions
            {
                MaxReadBufferSize = 128 << 10,
                MaxWriteBufferSize = 16 << 10,
                // Asking first whether anything is there is a call to the system more; an idle connection keeps 4 KB.
                WaitForDataBeforeAllocatingBuffer = false,
                // A conversation goes on on the thread that received: a change of thread costs more than what is done.
                UnsafePreferInlineScheduling = true,
            }),
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        try
        {
            listener = await transport.BindAsync(wanted.EndPoint, cancellationToken);
        }
        catch (Exception failure) when (failure is SocketException or AddressInUseException)
        {
            throw new CannotException($"Mail can't be taken in at {wanted}: {failure.Message}", failure);
        }

        Address = new LmtpAddress(listener.EndPoint);
        if (!wanted.IsLocal)
            log.LogWarning("Taking in mail beyond this machine: whoever reaches {Address} can put letters into the inbox", Address);
        accepting = AcceptAsync(listener);
        watch = WatchAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Told twice by a host that is stopped and then disposed.
        if (Interlocked.Exchange(ref listener, null) is not { } stopping) return;
        await stopping.UnbindAsync(cancellationToken);
        await accepting;
        foreach (var connection in connections.Keys) connection.SendAway(LmtpReplies.ClosingDown);
        try
        {
            await Task.WhenAll(connections.Values).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // They had their time. What they weren't answered for, they send again.
            foreach (var connection in connections.Keys) connection.Cut();
        }

        await watching.CancelAsync();
        await watch;
        await stopping.DisposeAsync();
    }

    public void Dispose() => watching.Dispose();

    /// <summary>A socket's file stays behind when a process is killed, and nobody could listen there again.</summary>
    private static void MakeWay(string path)
    {
        if (!File.Exists(path)) return;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }

        throw new CannotException($"Something else listens at unix:{path} already.");
    }

    private async Task AcceptAsync(IConnectionListener from)
    {
        // A socket file may be opened by whoever the folder lets in: it is as open as a port of this machine.
        if (from.EndPoint is UnixDomainSocketEndPoint socket && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                socket.ToString(),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
                | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        }

        while (await from.AcceptAsync() is { } accepted)
        {
            if (connections.Count >= limits.MaxConnections)
            {
                _ = Task.Run(() => RefuseAsync(accepted));
                continue;
            }

            var connection = new LmtpConnection(accepted, letterboxes, limits, inFlight);
            var start = new TaskCompletionSource();
            connections[connection] = ServeAsync(accepted, connection, start.Task);
            start.SetResult();
        }
    }

    private async Task ServeAsync(ConnectionContext accepted, LmtpConnection connection, Task start)
    {
        await start.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await connection.RunAsync();
        }
        catch (Exception failure)
        {
            log.LogError(failure, "A connection ended by a mistake of ours");
        }
        finally
        {
            connections.TryRemove(connection, out _);
            await CloseAsync(accepted);
        }
    }

    private static async Task RefuseAsync(ConnectionContext accepted)
    {
        try
        {
            await accepted.Transport.Output.WriteAsync(
                System.Text.Encoding.ASCII.GetBytes(LmtpReplies.TooManyConnections));
        }
        catch (IOException)
        {
            // It has gone already.
        }
        finally
        {
            await CloseAsync(accepted);
        }
    }

    /// <summary>Completing both ends sends what is written before the socket is closed.</summary>
    private static async Task CloseAsync(ConnectionContext accepted)
    {
        await accepted.Transport.Output.CompleteAsync();
        await accepted.Transport.Input.CompleteAsync();
        await accepted.DisposeAsync();
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            await Task.Delay(limits.Look, watching.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (watching.IsCancellationRequested) return;
            foreach (var connection in connections.Keys)
            {
                if (connection.Pace.IsTooSlow()) connection.Cut();
                else if (connection.Pace.IsIdle()) connection.SendAway(LmtpReplies.IdleTooLong);
            }
        }
    }
}
