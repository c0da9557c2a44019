using Microsoft.Extensions.DependencyInjection;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Party;

/// <summary>The side on which the representative works for their party.</summary>
public sealed class PartySide : Side
{
    public override string Key => "party";

    public override string Title => "Party";

    public override string StartPage => "/party/members";

    public override IReadOnlyList<Place> Places { get; } =
        [new("Members", "/party/members", "members", "g m", Permission.SeeMembers)];

    public override SchemaSet Schema => PartyDb.PartySchema;

    public override OfficeDb Open(Engine engine) => new PartyDb(engine);

    public override void AddTo(IServiceCollection services) =>
        services.AddScoped(provider => (PartyDb)provider.GetRequiredService<OfficeDb>());
}
