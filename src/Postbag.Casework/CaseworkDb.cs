using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Casework;

/// <summary>What constituents confide in their representative. Nothing of the party's is ever in it.</summary>
public sealed class CaseworkDb(Engine engine) : OfficeDb(engine)
{
    public static readonly SchemaSet CaseworkSchema = new("casework", typeof(CaseworkDb).Assembly);

    public DbSet<Message> Messages => Set<Message>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        Engine.MapId<Message>(configurationBuilder);
    }

    protected override void MapSide(ModelBuilder model)
    {
        model.ApplyConfiguration(new MessageMapping());
    }
}
