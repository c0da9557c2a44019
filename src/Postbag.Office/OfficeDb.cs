using Microsoft.EntityFrameworkCore;
using Postbag.Storage;

namespace Postbag.Office;

/// <summary>What every office has, on either side, mapped into that side's own database.</summary>
public abstract class OfficeDb(Engine engine) : EngineDbContext(engine)
{
    public static readonly SchemaSet OfficeSchema = new("office", typeof(OfficeDb).Assembly);

    public DbSet<OfficeRecord> Offices => Set<OfficeRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        Engine.MapId<OfficeRecord>(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new OfficeRecordMapping());
        MapSide(modelBuilder);
        modelBuilder.UseSnakeCaseNames();
    }

    /// <summary>The side's own nouns.</summary>
    protected abstract void MapSide(ModelBuilder model);
}
