using System.Net;

namespace Postbag.Office.Security;

/// <summary>How people reach this process: it decides about cookies, HSTS and whose forwarded headers are
/// believed.</summary>
/// <param name="IsHttps">Whether everybody comes by https: directly, or through a configured proxy.</param>
/// <param name="IsLoopback">Whether only this machine can reach it.</param>
/// <param name="Proxies">Reverse proxies whose X-Forwarded headers are believed; nobody else's are.</param>
public sealed record Doorway(bool IsHttps, bool IsLoopback, IReadOnlyList<IPAddress> Proxies)
{
    /// <param name="urls">Where the server listens, separated by semicolons.</param>
    /// <param name="proxies">Configured reverse proxies. Whoever has one is expected to speak https at its
    /// front.</param>
    public static Doorway From(string urls, IReadOnlyList<IPAddress> proxies)
    {
        var all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Doorway(
            proxies.Count > 0 || all.All(url => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)),
            proxies.Count == 0 && all.All(IsOnLoopback),
            proxies);
    }

    /// <summary>Whether passwords could be read on the way: plain http beyond this machine.</summary>
    public bool IsUnsafe => !IsHttps && !IsLoopback;

    /// <summary>Names by which a machine reaches itself.</summary>
    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOnLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsLoopbackName(uri.Host);
}
