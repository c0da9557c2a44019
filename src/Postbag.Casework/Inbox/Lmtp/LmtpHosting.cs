using Microsoft.Extensions.DependencyInjection;

namespace Postbag.Casework.Inbox.Lmtp;

public static class LmtpHosting
{
    /// <summary>Takes in mail by LMTP.</summary>
    public static void AddLmtp(this IServiceCollection services, LmtpAddress address, LmtpLimits limits)
    {
        services.AddSingleton(address);
        services.AddSingleton(limits);
        services.AddSingleton<Letterboxes>();
        services.AddSingleton<LmtpListener>();
        services.AddHostedService(provider => provider.GetRequiredService<LmtpListener>());
    }
}
