using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Postbag.Storage;

namespace Postbag.Office.Staff;

/// <summary>Somebody signed in on one device. The cookie only names this row, and every request asks it, so ending it
/// here ends it there.</summary>
public sealed class StaffSession
{
    /// <summary>However busy someone is, they sign in again after this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public required Id<StaffSession> Id { get; init; }

    public required Id<StaffMember> StaffId { get; init; }

    /// <summary>How they proved who they are: "password", "password and code", "passkey", "link".</summary>
    public required string Method { get; init; }

    /// <summary>E.g. "Firefox on Windows": enough to know one's own devices by.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>To the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Null while it lasts. A session that merely ran out isn't written to.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>E.g. "signed out", "role changed"; null while it lasts.</summary>
    public string? EndedWhy { get; private set; }

    public void End(DateTimeOffset at, string why)
    {
        if (EndedAt is not null) return;
        (EndedAt, EndedWhy) = (at, why);
    }

    /// <summary>Whether a session that nobody ended still holds: not idle for too long, not older than
    /// <see cref="Longest"/>.</summary>
    public static bool Holds(DateTimeOffset startedAt, DateTimeOffset lastSeenAt, DateTimeOffset now, TimeSpan idle) =>
        now - lastSeenAt < idle && now - startedAt < Longest;
}

internal sealed class StaffSessionMapping : IEntityTypeConfiguration<StaffSession>
{
    public void Configure(EntityTypeBuilder<StaffSession> session)
    {
        session.ToTable("staff_session");
        session.HasKey(s => s.Id);
        session.Property(s => s.Id).ValueGeneratedNever();
    }
}
