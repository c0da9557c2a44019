using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office.Audit;

/// <summary>One link of the chain: who did what to what, and when. Never changed, never deleted.</summary>
public sealed class AuditEntry
{
    /// <summary>1, 2, 3 … throughout the office, without gaps.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null for whoever sits at the server's command line, for jobs, and for a visitor nobody knows.</summary>
    public Id<StaffMember>? StaffId { get; init; }

    /// <summary>"web", "command" or "job".</summary>
    public required string Via { get; init; }

    /// <summary>An <see cref="AuditAct"/>'s key.</summary>
    public required string Act { get; init; }

    /// <summary>E.g. "message"; null if the act has no subject.</summary>
    public string? SubjectKind { get; init; }

    public Guid? SubjectId { get; init; }

    /// <summary>A small JSON object of counts, ids and words from the program's own lists; null if there is nothing to
    /// say.</summary>
    public string? Details { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>SHA-256 over the link before and every field of this one, each with its length, so that no two
    /// different entries have the same form.</summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "postbag-audit-1"u8);
        Append(hash, PreviousHash);
        Append(hash, Sequence);
        Append(hash, Instants.ToMicroseconds(At));
        Append(hash, StaffId?.ToString());
        Append(hash, Via);
        Append(hash, Act);
        Append(hash, SubjectKind);
        Append(hash, SubjectId?.ToString("n"));
        Append(hash, Details);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Append(hash, bytes);
    }

    /// <summary>Null has a length no text has.</summary>
    private static void Append(IncrementalHash hash, string? text)
    {
        if (text is null) AppendLength(hash, -1);
        else Append(hash, Encoding.UTF8.GetBytes(text));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        AppendLength(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AppendLength(IncrementalHash hash, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        hash.AppendData(bytes);
    }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_entry");
        entry.HasKey(e => e.Sequence);
        entry.Property(e => e.Sequence).ValueGeneratedNever();
    }
}
