using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Postbag.Casework.Inbox;

/// <remarks>For queries only: the ledger writes these rows by plain SQL, many in one transaction.</remarks>
internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.ToTable("message");
        message.HasKey(m => m.Number);
        message.HasAlternateKey(m => m.Id);
        message.Property(m => m.Number).ValueGeneratedNever();
    }
}
