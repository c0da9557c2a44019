using System.Net;
using System.Net.Sockets;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>Addresses that don't lead out into the world: IANA's special-purpose registries (RFC 6890, read 2026-11),
/// and IPv6 addresses that hold such an IPv4 address.</summary>
public static class PrivateAddresses
{
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
            "240.0.0.0/4", "::/127", "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    public static bool Include(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (Networks.Any(network => network.Contains(address))) return true;
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address)) return Include(new IPAddress(bytes.AsSpan(12)));
        if (SixToFour.Contains(address)) return Include(new IPAddress(bytes.AsSpan(2, 4)));
        // Tunnels nobody needs to read mail; and ::a.b.c.d, which was withdrawn (RFC 4291 §2.5.5.1).
        return LocalNat64.Contains(address) || Teredo.Contains(address)
            || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0;
    }
}
