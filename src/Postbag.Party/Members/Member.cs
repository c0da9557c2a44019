using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Postbag.Storage;

namespace Postbag.Party.Members;

/// <summary>Someone who has joined the party. Never a constituent: there is no id, no table and no search by which one
/// could be found from the other.</summary>
public sealed class Member
{
    public required Id<Member> Id { get; init; }

    /// <summary>As they write it themselves.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset AddedAt { get; init; }
}

internal sealed class MemberMapping : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.ToTable("member");
        member.HasKey(m => m.Id);
    }
}
