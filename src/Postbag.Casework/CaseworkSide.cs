using Microsoft.Extensions.DependencyInjection;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Casework;

/// <summary>The side on which the office serves its constituents.</summary>
public sealed class CaseworkSide : Side
{
    public override string Key => "casework";

    public override string Title => "Casework";

    public override string StartPage => "/casework/inbox";

    public override IReadOnlyList<Place> Places { get; } =
        [new("Inbox", "/casework/inbox", "inbox", "g i", Permission.ReadPost)];

    public override SchemaSet Schema => CaseworkDb.CaseworkSchema;

    public override OfficeDb Open(Engine engine) => new CaseworkDb(engine);

    public override void AddTo(IServiceCollection services) =>
        services.AddScoped(provider => (CaseworkDb)provider.GetRequiredService<OfficeDb>());
}
