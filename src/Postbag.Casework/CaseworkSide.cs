using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Elsewhere;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Casework.Inbox.Search;
using Postbag.Casework.People;
using Postbag.Casework.Workbench;
using Postbag.Casework.Workbench.Labels;
using Postbag.Casework.Workbench.Raising;
using Postbag.Casework.Workbench.Views;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Casework;

/// <summary>The side on which the office serves its constituents.</summary>
public sealed class CaseworkSide : Side
{
    public override string Key => "casework";

    public override string Title => "Casework";

    public override string StartPage => PostLinks.Bench;

    public override IReadOnlyList<Place> Places { get; } =
    [
        new("Post", PostLinks.Bench, "letter", "g b", Permission.ReadPost),
        new("Inbox", MessageLinks.Inbox, "inbox", "g i", Permission.ReadPost),
        new("People", PeopleLinks.People, "people", "g p", Permission.SeePeople),
        new("Campaigns", CampaignLinks.Campaigns, "campaigns", "g c", Permission.ReadPost),
        new("Sources", SourceLinks.Index, "download", "g w", Permission.SeeSources),
    ];

    public override SchemaSet Schema => CaseworkDb.CaseworkSchema;

    public override OfficeDb Open(Engine engine) => new CaseworkDb(engine);

    public override string SearchHref => MessageLinks.Search;

    public override void AddTo(IServiceCollection services)
    {
        services.AddScoped(provider => (CaseworkDb)provider.GetRequiredService<OfficeDb>());
        services.AddScoped<InboxQueries>();
        services.AddSingleton<SearchMemory>();
        services.AddSingleton(provider => new AfterReading((office, token) => LetterRoad.FollowAsync(
            office.Engine, provider.GetService<Postbag.Places.PlacesFolder>()?.Index, TimeProvider.System, token)));
        services.AddPeople();
        services.AddElsewhere();
        services.AddSingleton(CampaignTimeline.OfPerson);
        services.AddScoped<PostQueries>();
        services.AddScoped(provider => new PostActs(
            provider.GetRequiredService<OfficeDb>().Engine, provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new OfficeLabels(provider.GetRequiredService<OfficeDb>().Engine));
        services.AddScoped(provider => new KeptViews(
            provider.GetRequiredService<OfficeDb>().Engine, provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new RulesOfNeed(
            provider.GetRequiredService<OfficeDb>().Engine, provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new PostCompany(
            provider.GetRequiredService<OfficeDb>().Engine, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<CampaignQueries>();
        services.AddScoped<CampaignSuggestions>();
        services.AddScoped(provider => new CampaignActs(
            provider.GetRequiredService<OfficeDb>().Engine, provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<JobQueue>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Arrivals>();
        services.AddHostedService<ReadArrivals>();
        services.AddAuditActs(InboxActs.All);
        services.AddAuditActs(CampaignAudit.All);
        services.AddJob(InboxJobs.ReadStored);
        services.AddJob(InboxJobs.ReadAttached);
        services.AddJob(InboxJobs.Reconcile);
        services.AddJob(CampaignJobs.Group);
        services.AddAuditActs(PostAudit.All);
        services.AddJob(PostJobs.Sort);
        services.AddMailboxes();
    }
}
