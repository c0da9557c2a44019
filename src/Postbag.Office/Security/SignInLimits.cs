using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Postbag.Office.Security;

/// <summary>How often someone may try to sign in: per network address, so that nobody tries every address of the staff,
/// and per e-mail address, so that many machines together don't try one.</summary>
/// <remarks>Beyond it a request is answered 429 before a password is even looked at. Counted in the process: of several
/// processes each counts its own.</remarks>
public sealed class SignInLimits : IDisposable
{
    public const int PerAddress = 30;
    public const int PerEmail = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> byAddress = Create(PerAddress);
    private readonly PartitionedRateLimiter<string> byEmail = Create(PerEmail);

    /// <summary>Counts a try. False if there were too many.</summary>
    public bool MayTry(HttpContext context, OpenOffice office, string? email)
    {
        using var address = byAddress.AttemptAcquire(
            $"{office.Location.Name} {NetworkOf(context.Connection.RemoteIpAddress)}");
        if (!address.IsAcquired) return false;
        if (string.IsNullOrEmpty(email)) return true;
        using var person = byEmail.AttemptAcquire($"{office.Location.Name} {Staff.StaffMember.Normalise(email)}");
        return person.IsAcquired;
    }

    /// <summary>Of IPv6 the first half: whoever has one address there has the whole /64.</summary>
    private static string NetworkOf(IPAddress? address) =>
        address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? $"{address}"
            : Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));

    public void Dispose()
    {
        byAddress.Dispose();
        byEmail.Dispose();
    }

    private static PartitionedRateLimiter<string> Create(int permits) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(
            key, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits, Window = Window, SegmentsPerWindow = 6, QueueLimit = 0,
            }));
}
