using Microsoft.EntityFrameworkCore;
using Postbag.Storage;

namespace Postbag.Office.Staff;

/// <param name="HasSecondFactor">An authenticator app or a passkey.</param>
/// <param name="HasPassword">False until they have used their one-time link.</param>
public sealed record StaffRow(
    Id<StaffMember> Id, string Name, string Email, Role Role, bool IsSuspended, bool HasPassword, bool HasSecondFactor,
    DateTimeOffset? LastSeenAt);

public sealed record SessionRow(
    Id<StaffSession> Id, string Device, string Method, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt);

/// <summary>What the pages about staff show.</summary>
public sealed class StaffQueries(OfficeDb db, TimeProvider clock)
{
    /// <summary>Everybody, by name; those suspended last.</summary>
    public async Task<IReadOnlyList<StaffRow>> AllAsync(CancellationToken cancellationToken)
    {
        var members = await db.Staff.AsNoTracking().ToListAsync(cancellationToken);
        var withPasskey = await db.Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>>().AsNoTracking()
            .Select(p => p.UserId).Distinct().ToListAsync(cancellationToken);
        var seen = await db.StaffSessions.AsNoTracking().GroupBy(s => s.StaffId)
            .Select(sessions => new { Id = sessions.Key, At = sessions.Max(s => s.LastSeenAt) })
            .ToDictionaryAsync(s => s.Id, s => s.At, cancellationToken);
        return
        [
            .. members.OrderBy(m => m.SuspendedAt is not null)
            .ThenBy(m => m.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(m => new StaffRow(
                    m.StaffId, m.Name, m.UserName!, m.Role, m.SuspendedAt is not null, m.PasswordHash is not null,
                    m.TwoFactorEnabled || withPasskey.Contains(m.Id),
                    seen.TryGetValue(m.StaffId, out var at) ? at : null)),
        ];
    }

    /// <summary>Somebody's sessions that still hold, the last seen first.</summary>
    public async Task<IReadOnlyList<SessionRow>> SessionsOfAsync(
        Id<StaffMember> member, CancellationToken cancellationToken)
    {
        var idle = TimeSpan.FromMinutes(
            await db.Offices.AsNoTracking().Select(o => o.IdleMinutes).SingleAsync(cancellationToken));
        var open = await db.StaffSessions.AsNoTracking()
            .Where(s => s.StaffId == member && s.EndedAt == null)
            .OrderByDescending(s => s.LastSeenAt)
            .Select(s => new SessionRow(s.Id, s.Device, s.Method, s.StartedAt, s.LastSeenAt))
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return [.. open.Where(s => StaffSession.Holds(s.StartedAt, s.LastSeenAt, now, idle))];
    }
}
