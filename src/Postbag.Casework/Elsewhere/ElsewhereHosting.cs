using Microsoft.Extensions.DependencyInjection;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;
using Postbag.Places;

namespace Postbag.Casework.Elsewhere;

/// <summary>What this slice adds to the server.</summary>
internal static class ElsewhereHosting
{
    public static void AddElsewhere(this IServiceCollection services)
    {
        services.AddScoped(provider => new ElsewhereAnswers(
            provider.GetRequiredService<CaseworkDb>(), provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetService<PlacesFolder>()));
        services.AddScoped(provider => new ShortClock(
            provider.GetRequiredService<CaseworkDb>().Engine, provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddJob(ElsewhereJobs.Delete);
        services.AddAuditActs(ElsewhereAudit.All);
    }
}
