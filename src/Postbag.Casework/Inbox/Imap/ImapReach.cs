using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>Which servers may be reached, and which certificates are believed: set by whoever runs the process, because
/// those who run the offices in it may be strangers to him.</summary>
public sealed record ImapReach
{
    /// <summary>Whether addresses of this machine and of inner networks are refused. Otherwise an office's manager
    /// could have this server knock at doors that the world can't see (server-side request forgery).</summary>
    public bool RefusePrivateAddresses { get; init; }

    /// <summary>Certificate authorities that are believed beside the machine's own.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>How long one of several addresses may take: a host with a dead one would else use up all the
    /// time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A connection to the first of the host's addresses that answers. The address that was looked at is the
    /// one that is used: a name that changes its mind in between gains nothing.</summary>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        ImapException? failure = null;
        foreach (var address in await FindAsync(host, cancellationToken))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                await socket.ConnectAsync(new IPEndPoint(address, port), patience.Token);
                return socket;
            }
            catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
            {
                socket.Dispose();
                failure = NotReached(host, port, fault);
            }
            catch (SocketException fault)
            {
                socket.Dispose();
                failure = fault.SocketErrorCode == SocketError.ConnectionRefused
                    ? new(ImapFault.ConnectionRefused, $"Nothing listens at {host}, port {port}. Check the port.",
                        fault)
                    : NotReached(host, port, fault);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? NotFound(host, null);
    }

    /// <summary>Whether a certificate chain that the machine doesn't believe leads to one of our own
    /// authorities.</summary>
    public bool Believes(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || Authorities.Count == 0) return false;
        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.CustomTrustStore.AddRange(Authorities);
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        ours.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1")); // a server's (RFC 5280 §4.2.1.12)
        foreach (var link in chain?.ChainElements ?? new X509Chain().ChainElements)
            ours.ChainPolicy.ExtraStore.Add(link.Certificate);
        return ours.Build((X509Certificate2)certificate!);
    }

    /// <summary>Encrypts a connection, and makes sure that it leads to the host that was meant.</summary>
    public async Task<SslStream> EncryptAsync(Stream plain, string host, CancellationToken cancellationToken)
    {
        var trusted = true;
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    // RFC 8314 §4: TLS 1.2 or newer.
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    RemoteCertificateValidationCallback =
                        (_, certificate, chain, errors) => trusted = Believes(certificate, chain, errors),
                },
                cancellationToken);
            return encrypted;
        }
        catch (IOException failure)
        {
            // A server that is being started again hangs up like this, and so does one that wants no TLS here.
            await encrypted.DisposeAsync();
            throw new ImapException(
                ImapFault.Cut,
                $"{host} hung up before the connection was encrypted. If it goes on doing so, check the port, and whether the server wants TLS from the start or STARTTLS.",
                failure);
        }
        catch (AuthenticationException failure)
        {
            await encrypted.DisposeAsync();
            throw trusted
                ? new ImapException(
                    ImapFault.NoEncryption,
                    $"No encrypted connection to {host} came about. Check the port, and whether the server wants TLS from the start or STARTTLS.",
                    failure)
                : new ImapException(
                    ImapFault.CertificateNotTrusted,
                    $"The certificate that {host} shows can't be trusted: it is for another name, has run out, or nobody known vouches for it. Nothing was sent to it.",
                    failure);
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }

    private async Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            throw NotFound(host, failure);
        }

        if (!RefusePrivateAddresses) return addresses;
        var open = addresses.Where(address => !PrivateAddresses.Include(address)).ToArray();
        return open.Length > 0 || addresses.Length == 0
            ? open
            : throw new ImapException(
                ImapFault.AddressNotAllowed,
                $"{host} is on an inner network. Whoever runs this server has to allow that before mail can be fetched from there.");
    }

    private static ImapException NotReached(string host, int port, Exception inner) => new(
        ImapFault.NotReached, $"{host} can't be reached at port {port}. Check the name, the port and the network.",
        inner);

    private static ImapException NotFound(string host, Exception? inner) =>
        new(ImapFault.HostNotFound, $"There is no server called {host}. Check the name.", inner);
}
