using Microsoft.Extensions.DependencyInjection;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;

namespace Postbag.Casework.People;

/// <summary>What the people's slice adds to the server.</summary>
internal static class PeopleHosting
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddScoped(provider => new PeopleQueries(provider.GetRequiredService<OfficeDb>().Engine));
        services.AddScoped(provider => new PeopleActs(
            provider.GetRequiredService<OfficeDb>().Engine, provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddAuditActs(PeopleAudit.All);
        services.AddJob(PeopleJobs.Link);
        services.AddSingleton(PersonTimeline.OfMessages);
    }
}
