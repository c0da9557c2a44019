using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench;

/// <summary>How a message stands with the office: in which pile it lies, and what became of it.</summary>
public sealed class PostItem
{
    /// <summary>The message's number in the ledger.</summary>
    public required long Message { get; init; }

    /// <summary>The message's place in the order of arrival.</summary>
    public long Place { get; private set; }

    public DateTimeOffset CameAt { get; private set; }

    public Pile Pile { get; private set; }

    /// <summary>Why it lies in this pile, as a sentence.</summary>
    public string Why { get; private set; } = "";

    /// <summary>The campaign it counts in; null for none.</summary>
    public int? Campaign { get; private set; }

    /// <summary>Whether it may be hard to read: abuse, threats, suicide, violence.</summary>
    public bool IsHard { get; private set; }

    public PostState State { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>Whose it is; null while it is everybody's.</summary>
    public Id<StaffMember>? Owner { get; private set; }

    /// <summary>When a parked item comes back.</summary>
    public DateTimeOffset? Until { get; private set; }

    public bool IsFlagged { get; private set; }

    /// <summary>The last act that changed it; null while nobody has touched it.</summary>
    public long? Act { get; private set; }
}

/// <remarks>For queries only: <see cref="PostTables"/> writes these rows, with the counts.</remarks>
internal sealed class PostItemMapping : IEntityTypeConfiguration<PostItem>
{
    public void Configure(EntityTypeBuilder<PostItem> item)
    {
        item.ToTable("post_item");
        item.HasKey(i => i.Message);
        item.Property(i => i.Message).ValueGeneratedNever();
    }
}
