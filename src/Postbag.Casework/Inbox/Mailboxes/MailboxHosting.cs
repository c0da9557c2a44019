using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Postbag.Casework.Inbox.Imap;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;
using Postbag.Office.Security;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>What the fetching of mailboxes needs, in a server and in a command.</summary>
public static class MailboxHosting
{
    /// <summary>Whoever composes the server registers an <see cref="ImapReach"/> first, with the host's
    /// rules.</summary>
    internal static void AddMailboxes(this IServiceCollection services)
    {
        services.TryAddSingleton(new ImapReach());
        services.TryAddSingleton(new FetchPace());
        services.AddSingleton<MailboxSecrets>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton(provider => new MailboxDoor(
            provider.GetRequiredService<ImapReach>(), provider.GetRequiredService<FetchPace>().Limits,
            provider.GetRequiredService<MailboxSecrets>(), provider.GetRequiredService<AccessTokens>())
        {
            Arrivals = provider.GetRequiredService<Arrivals>(),
        });
        services.AddScoped(provider => new Mailboxes(
            provider.GetRequiredService<CurrentOffice>().Office, provider.GetRequiredService<CaseworkDb>(),
            provider.GetRequiredService<MailboxDoor>(), provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MailboxSignal>();
        services.AddHostedService<MailboxWatch>();
        services.AddAuditActs(MailboxActs.All);
        services.AddJob(MailboxJobs.Fetch);
    }

    /// <summary>The way in for a command, which has no server around it; the key rings are the caller's to
    /// dispose.</summary>
    public static MailboxDoor DoorFor(ImapReach reach, OfficeKeyRings rings, TimeProvider clock)
    {
        var secrets = new MailboxSecrets(rings);
        return new MailboxDoor(reach, new ImapLimits(), secrets, new AccessTokens(reach, secrets, clock));
    }

    public static OfficeKeyRings KeyRings(TimeProvider clock) => new(NullLoggerFactory.Instance, clock);
}
