using System.Net;
using System.Net.Sockets;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>Where the server listens: "127.0.0.1:2424", "[::1]:2424" or "unix:/run/postbag/lmtp".</summary>
/// <param name="EndPoint">The address itself.</param>
public sealed record LmtpAddress(EndPoint EndPoint)
{
    private const string UnixPrefix = "unix:";

    /// <summary>Whether only this machine reaches it. LMTP asks nobody who they are (RFC 2033 §5), so whoever reaches
    /// the server can put into the inbox what they like.</summary>
    public bool IsLocal => EndPoint is UnixDomainSocketEndPoint
        || (EndPoint is IPEndPoint address && IPAddress.IsLoopback(address.Address));

    /// <summary>Null if it isn't an address.</summary>
    public static LmtpAddress? Parse(string text)
    {
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            var path = text[UnixPrefix.Length..];
            // The system's limit for the path of a socket is 108 bytes on Linux, 104 elsewhere.
            return path.StartsWith('/') && System.Text.Encoding.UTF8.GetByteCount(path) < 104
                ? new LmtpAddress(new UnixDomainSocketEndPoint(path))
                : null;
        }

        // An address without a port would get 0 by the framework; here it has to be said.
        return text.LastIndexOf(':') is > 0 and var colon && IPEndPoint.TryParse(text, out var address)
            && ushort.TryParse(text.AsSpan(colon + 1), out var port) && port == address.Port
            ? new LmtpAddress(address)
            : null;
    }

    public override string ToString() =>
        EndPoint is UnixDomainSocketEndPoint socket ? UnixPrefix + socket : EndPoint.ToString()!;
}
