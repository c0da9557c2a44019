using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Postbag.Casework.Campaigns;

/// <remarks>For queries only: the grouping and the acts write these rows by plain SQL.</remarks>
internal sealed class CampaignMapping : IEntityTypeConfiguration<Campaign>, IEntityTypeConfiguration<CampaignLetter>,
    IEntityTypeConfiguration<OwnText>
{
    public void Configure(EntityTypeBuilder<Campaign> campaign)
    {
        campaign.ToTable("campaign");
        campaign.HasKey(c => c.Number);
        campaign.HasAlternateKey(c => c.Id);
        campaign.Property(c => c.Number).ValueGeneratedNever();
        campaign.Ignore(c => c.Title);
    }

    public void Configure(EntityTypeBuilder<CampaignLetter> letter)
    {
        letter.ToTable("campaign_letter");
        letter.HasKey(l => l.Message);
        letter.Property(l => l.Message).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<OwnText> text)
    {
        text.ToTable("own_text");
        text.HasKey(t => t.Number);
    }
}
