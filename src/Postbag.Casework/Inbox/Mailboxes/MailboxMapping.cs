using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Postbag.Casework.Inbox.Imap;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <remarks>Who is fetching (runner, lease_until) and how far (the folders' numbers) is written by plain SQL.</remarks>
internal sealed class MailboxMapping : IEntityTypeConfiguration<Mailbox>
{
    public void Configure(EntityTypeBuilder<Mailbox> mailbox)
    {
        mailbox.ToTable("mailbox");
        mailbox.HasKey(m => m.Id);
        mailbox.Property(m => m.Id).ValueGeneratedNever();
        mailbox.Property(m => m.Security).HasConversion<SecurityAsWord>();
        mailbox.Property(m => m.Version).IsVersion();
        mailbox.Ignore(m => m.UsesTokens).Ignore(m => m.Name).Ignore(m => m.Server);
        mailbox.HasMany(m => m.Folders).WithOne().HasForeignKey(f => f.Mailbox).OnDelete(DeleteBehavior.Cascade);
    }

    private sealed class SecurityAsWord() : ValueConverter<ImapSecurity, string>(
        security => security.ToString().ToLowerInvariant(), word => Enum.Parse<ImapSecurity>(word, true));
}

internal sealed class MailboxFolderMapping : IEntityTypeConfiguration<MailboxFolder>
{
    public void Configure(EntityTypeBuilder<MailboxFolder> folder)
    {
        folder.ToTable("mailbox_folder");
        folder.HasKey(f => new { f.Mailbox, f.Name });
    }
}
