using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Postbag.Storage;

namespace Postbag.Office.Staff;

/// <summary>Someone who works in the office and signs in. People are suspended, never deleted: the audit trail names
/// them.</summary>
/// <remarks>ASP.NET Core Identity keeps the password, the codes and the passkeys; its user name is the e-mail address
/// here.</remarks>
public sealed class StaffMember : IdentityUser<Guid>
{
    /// <summary>Wrong tries, of passwords and codes together, until the door stays shut for a while.</summary>
    public const int TriesBeforeLockOut = 5;

    private static readonly TimeSpan FirstLockOut = TimeSpan.FromMinutes(1);

    /// <summary>Someone who knows an address can lock its owner out, so it must pass.</summary>
    private static readonly TimeSpan LongestLockOut = TimeSpan.FromHours(1);

    public Id<StaffMember> StaffId => new(Id);

    /// <summary>As typed by whoever added them. Unique in the office, whatever the case of its letters.</summary>
    public override string? Email { get => UserName; set => UserName = value; }

    public required string Name { get; set; }

    public required Role Role { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Null while they may sign in.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>The last code's time step: a code is good once, even within its half minute.</summary>
    public long LastCodeStep { get; set; }

    /// <summary>Lock-outs since they last signed in: each is twice as long as the one before.</summary>
    public int LockOuts { get; private set; }

    public static StaffMember Add(string email, string name, Role role, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new StaffMember
        {
            Id = Id<StaffMember>.New(clock).Value,
            UserName = email,
            NormalizedUserName = Normalise(email),
            Name = name,
            Role = role,
            AddedAt = now,
            SecurityStamp = NewStamp(),
        };
    }

    /// <summary>The form in which addresses are compared.</summary>
    public static string Normalise(string email) => email.Trim().Normalize().ToUpperInvariant();

    /// <summary>Why they can't sign in now; null if they can. Never said to whoever tries: it would tell who works
    /// here.</summary>
    public Refusal? WhyNotSignIn(DateTimeOffset now) =>
        SuspendedAt is not null ? new("This person is suspended.")
        : LockoutEnd > now ? new("There were too many wrong tries.")
        : null;

    /// <summary>A wrong password or code. Returns whether this one shut the door.</summary>
    public bool TryFailed(DateTimeOffset at)
    {
        if (++AccessFailedCount < TriesBeforeLockOut) return false;
        var time = FirstLockOut * Math.Pow(2, Math.Min(LockOuts, 10));
        LockoutEnd = at + (time < LongestLockOut ? time : LongestLockOut);
        LockOuts++;
        AccessFailedCount = 0;
        return true;
    }

    public void TrySucceeded()
    {
        AccessFailedCount = 0;
        LockOuts = 0;
        LockoutEnd = null;
    }

    public void Suspend(DateTimeOffset at) => SuspendedAt ??= at;

    public void Readmit() => SuspendedAt = null;

    internal static string NewStamp() =>
        Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20));
}

internal sealed class StaffMemberMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> member)
    {
        member.ToTable("staff_member");
        member.HasKey(m => m.Id);
        member.Property(m => m.Id).ValueGeneratedNever();
        member.Ignore(m => m.StaffId);
        member.Property(m => m.UserName).HasColumnName("email").IsRequired();
        member.Property(m => m.NormalizedUserName).HasColumnName("normalised_email").IsRequired();
        member.Property(m => m.Role).HasConversion<RoleAsKey>();
        member.Property(m => m.AccessFailedCount).HasColumnName("failed_tries");
        member.Property(m => m.LockoutEnd).HasColumnName("locked_until");
        member.Property(m => m.ConcurrencyStamp).IsConcurrencyToken();
        // Of Identity's user we use what is above; there is one address and no telephone.
        member.Ignore(m => m.Email);
        member.Ignore(m => m.NormalizedEmail);
        member.Ignore(m => m.EmailConfirmed);
        member.Ignore(m => m.PhoneNumber);
        member.Ignore(m => m.PhoneNumberConfirmed);
        member.Ignore(m => m.LockoutEnabled);
    }
}

internal sealed class StaffTokenMapping : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> token)
    {
        token.ToTable("staff_token");
        token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        token.Property(t => t.UserId).HasColumnName("staff_id");
    }
}

internal sealed class StaffPasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> passkey)
    {
        passkey.ToTable("staff_passkey");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.UserId).HasColumnName("staff_id");
        // One JSON text on either engine: nothing looks into it but Identity.
        passkey.Property(p => p.Data).HasConversion(
            data => JsonSerializer.Serialize(data, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<IdentityPasskeyData>(text, JsonSerializerOptions.Default)!);
    }
}
