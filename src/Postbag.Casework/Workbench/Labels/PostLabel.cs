using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Postbag.Casework.Workbench.Labels;

/// <summary>What somebody said of a letter on one axis.</summary>
public sealed class PostLabel
{
    /// <summary>The message's number in the ledger.</summary>
    public required long Message { get; init; }

    public required string Axis { get; init; }

    public required string Label { get; init; }

    /// <summary>The message's place in the order of arrival.</summary>
    public long Place { get; private set; }
}

/// <remarks>For queries only: <see cref="LabelLessons"/> writes these rows, with what is learnt from them.</remarks>
internal sealed class PostLabelMapping : IEntityTypeConfiguration<PostLabel>
{
    public void Configure(EntityTypeBuilder<PostLabel> label)
    {
        label.ToTable("post_label");
        label.HasKey(l => new { l.Message, l.Axis });
    }
}
