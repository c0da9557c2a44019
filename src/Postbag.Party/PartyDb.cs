using Microsoft.EntityFrameworkCore;
using Postbag.Office;
using Postbag.Party.Members;
using Postbag.Storage;

namespace Postbag.Party;

/// <summary>What the party holds: members, ballots, seats. Nothing a constituent confided is ever in it.</summary>
public sealed class PartyDb(Engine engine) : OfficeDb(engine)
{
    public static readonly SchemaSet PartySchema = new("party", typeof(PartyDb).Assembly);

    public DbSet<Member> Members => Set<Member>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        Engine.MapId<Member>(configurationBuilder);
    }

    protected override void MapSide(ModelBuilder model) => model.ApplyConfiguration(new MemberMapping());
}
