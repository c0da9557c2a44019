using Microsoft.EntityFrameworkCore;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office;

/// <summary>What every office has, on either side, mapped into that side's own database.</summary>
public abstract class OfficeDb(Engine engine) : EngineDbContext(engine)
{
    public static readonly SchemaSet OfficeSchema = new("office", typeof(OfficeDb).Assembly);

    public DbSet<OfficeRecord> Offices => Set<OfficeRecord>();

    public DbSet<StaffMember> Staff => Set<StaffMember>();

    public DbSet<StaffSession> StaffSessions => Set<StaffSession>();

    public DbSet<StaffLink> StaffLinks => Set<StaffLink>();

    /// <summary>To be read only: <see cref="AuditTrail"/> writes it.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Job> Jobs => Set<Job>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        Engine.MapId<OfficeRecord>(configurationBuilder);
        Engine.MapId<StaffMember>(configurationBuilder);
        Engine.MapId<StaffSession>(configurationBuilder);
        Engine.MapId<StaffLink>(configurationBuilder);
        Engine.MapId<Job>(configurationBuilder);
        Engine.MapId<JobRunner>(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new OfficeRecordMapping());
        modelBuilder.ApplyConfiguration(new StaffMemberMapping());
        modelBuilder.ApplyConfiguration(new StaffTokenMapping());
        modelBuilder.ApplyConfiguration(new StaffPasskeyMapping());
        modelBuilder.ApplyConfiguration(new StaffSessionMapping());
        modelBuilder.ApplyConfiguration(new StaffLinkMapping());
        modelBuilder.ApplyConfiguration(new ProtectionKeyMapping());
        modelBuilder.ApplyConfiguration(new AuditEntryMapping());
        modelBuilder.ApplyConfiguration(new JobMapping());
        MapSide(modelBuilder);
        modelBuilder.UseSnakeCaseNames();
    }

    /// <summary>The side's own nouns.</summary>
    protected abstract void MapSide(ModelBuilder model);
}
