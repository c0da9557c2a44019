using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Postbag.Storage;

namespace Postbag.Office;

/// <summary>What an office's own database says about it: which side it is, what it is called, by which host names it
/// is reached. There is exactly one row, written when the office is made.</summary>
public sealed class OfficeRecord
{
    public required Id<OfficeRecord> Id { get; init; }

    /// <summary>The side's key. A database of the other side is refused, whatever its file is called.</summary>
    public required string Side { get; init; }

    /// <summary>What the office is called on its pages, e.g. "Office of Mari Prys MP".</summary>
    public required string Name { get; set; }

    /// <summary>Host names, lower case, separated by spaces; empty if the office is reached by any name.</summary>
    public required string Hosts { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How long someone may leave their desk until they have to sign in again. 5 to 480; 30 unless
    /// set.</summary>
    public int IdleMinutes { get; set; } = 30;

    /// <summary>Whether everyone has to have a second factor, and not only those who always do.</summary>
    public bool SecondFactorForAll { get; set; }

    /// <summary>Official codes of the constituencies, wards, districts or regions it represents, capitals, separated by
    /// spaces; empty if nobody has said.</summary>
    public string Areas { get; set; } = "";

    /// <summary>The domains and addresses it takes mail for, as <see cref="Office.MailFor"/> writes them; empty if
    /// nobody has said.</summary>
    public string MailFor { get; set; } = "";

    public IReadOnlyList<string> AreaCodes => Areas.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> HostNames => Hosts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class OfficeRecordMapping : IEntityTypeConfiguration<OfficeRecord>
{
    public void Configure(EntityTypeBuilder<OfficeRecord> office)
    {
        office.ToTable("office");
        office.HasKey(o => o.Id);
        office.Ignore(o => o.HostNames);
        office.Ignore(o => o.AreaCodes);
    }
}
