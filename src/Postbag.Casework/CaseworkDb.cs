using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Workbench;
using Postbag.Casework.Workbench.Labels;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Casework;

/// <summary>What constituents confide in their representative. Nothing of the party's is ever in it.</summary>
public sealed class CaseworkDb(Engine engine) : OfficeDb(engine)
{
    public static readonly SchemaSet CaseworkSchema = new("casework", typeof(CaseworkDb).Assembly);

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<CampaignLetter> CampaignLetters => Set<CampaignLetter>();

    public DbSet<OwnText> OwnTexts => Set<OwnText>();

    public DbSet<PostItem> PostItems => Set<PostItem>();

    public DbSet<PostLabel> PostLabels => Set<PostLabel>();

    public DbSet<Mailbox> Mailboxes => Set<Mailbox>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        Engine.MapId<Message>(configurationBuilder);
        Engine.MapId<Campaign>(configurationBuilder);
        Engine.MapId<Mailbox>(configurationBuilder);
    }

    protected override void MapSide(ModelBuilder model)
    {
        model.ApplyConfiguration(new MessageMapping());
        model.ApplyConfiguration<Campaign>(new CampaignMapping());
        model.ApplyConfiguration<CampaignLetter>(new CampaignMapping());
        model.ApplyConfiguration<OwnText>(new CampaignMapping());
        model.ApplyConfiguration(new PostItemMapping());
        model.ApplyConfiguration(new PostLabelMapping());
        model.ApplyConfiguration(new MailboxMapping());
        model.ApplyConfiguration(new MailboxFolderMapping());
    }
}
