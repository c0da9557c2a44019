using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Postbag.Storage;

namespace Postbag.Office.Staff;

/// <summary>A link with which someone sets their password, once. Only a hash of its secret is kept.</summary>
public sealed class StaffLink
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(48);

    public required Id<StaffLink> Id { get; init; }

    public required Id<StaffMember> StaffId { get; init; }

    public required byte[] SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null until it was used, or replaced by a newer link.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>A new link and its secret, which is shown once and kept nowhere.</summary>
    public static (StaffLink Link, string Secret) For(Id<StaffMember> member, TimeProvider clock)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        var link = new StaffLink
        {
            Id = Id<StaffLink>.New(clock),
            StaffId = member,
            SecretHash = HashOf(secret),
            CreatedAt = now,
            ExpiresAt = now + Lasts,
        };
        return (link, secret);
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret));

    public Refusal? WhyNotUse(DateTimeOffset now) =>
        UsedAt is not null ? new("This link has been used. Ask your office manager for a new one.")
        : now >= ExpiresAt ? new("This link has run out. Ask your office manager for a new one.")
        : null;

    public void Use(DateTimeOffset at)
    {
        Refused.ThrowIf(WhyNotUse(at));
        UsedAt = at;
    }

    /// <summary>A newer link takes its place, or it isn't needed any more.</summary>
    public void Withdraw(DateTimeOffset at) => UsedAt ??= at;
}

internal sealed class StaffLinkMapping : IEntityTypeConfiguration<StaffLink>
{
    public void Configure(EntityTypeBuilder<StaffLink> link)
    {
        link.ToTable("staff_link");
        link.HasKey(l => l.Id);
        link.Property(l => l.Id).ValueGeneratedNever();
        link.Property(l => l.UsedAt).IsConcurrencyToken();
    }
}
