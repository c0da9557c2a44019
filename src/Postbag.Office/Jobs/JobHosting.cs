using Microsoft.Extensions.DependencyInjection;
using Postbag.Office.Audit;

namespace Postbag.Office.Jobs;

public static class JobHosting
{
    /// <summary>Registers a kind of work.</summary>
    public static void AddJob(this IServiceCollection services, JobKind kind) => services.AddSingleton(kind);

    internal static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobKinds>();
        services.AddSingleton<JobSignal>();
        services.AddSingleton<JobPace>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
        services.AddAuditActs([JobActs.Cancelled, JobActs.RunAgain]);
        services.AddJob(OfficeJobs.CheckAudit);
        services.AddJob(OfficeJobs.TidyStaff);
        services.AddJob(OfficeJobs.TidyJobs);
    }
}
