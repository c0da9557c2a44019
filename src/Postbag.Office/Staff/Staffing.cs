using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Office.Staff;

/// <summary>Who works here: adding, changing, suspending, and the one-time links with which people set their passwords.
/// The command line and the pages use the same acts.</summary>
public sealed class Staffing(OfficeDb db, AuditTrail audit, TimeProvider clock)
{
    private const int LongestEmail = 254;

    /// <summary>Why someone can't be added with that address; null if they can.</summary>
    public async Task<Refusal?> WhyNotAddAsync(string email, CancellationToken cancellationToken)
    {
        var at = email.LastIndexOf('@');
        if (at < 1 || at == email.Length - 1 || email.Length > LongestEmail || email.Any(char.IsWhiteSpace)
            || email.Any(char.IsControl))
            return new("Enter an e-mail address in the form name@example.org.");
        var normalised = StaffMember.Normalise(email);
        return await db.Staff.AnyAsync(m => m.NormalizedUserName == normalised, cancellationToken)
            ? new("Somebody with this e-mail address is on the staff already.")
            : null;
    }

    /// <returns>The person and the secret of their one-time link, which is shown once.</returns>
    public async Task<(StaffMember Member, string Secret)> AddAsync(
        string email, string name, Role role, Actor by, CancellationToken cancellationToken)
    {
        email = email.Trim();
        Refused.ThrowIf(await WhyNotAddAsync(email, cancellationToken));
        var member = StaffMember.Add(email, string.IsNullOrWhiteSpace(name) ? email : name.Trim(), role, clock);
        var (link, secret) = StaffLink.For(member.StaffId, clock);
        await db.ActAsync(
            async token =>
            {
                db.Staff.Add(member);
                await db.SaveChangesAsync(token);
                db.StaffLinks.Add(link);
                await db.SaveChangesAsync(token);
                await RecordAsync(StaffActs.Added, by, member, token, ("role", role.Key()));
            },
            cancellationToken);
        return (member, secret);
    }

    /// <summary>A new link for someone who forgot their password or lost their telephone. Links made before are
    /// withdrawn.</summary>
    /// <param name="member">Whose.</param>
    /// <param name="forgetSecondFactor">Also removes the authenticator app and the passkeys.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> NewLinkAsync(
        StaffMember member, bool forgetSecondFactor, Actor by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (link, secret) = StaffLink.For(member.StaffId, clock);
        await db.ActAsync(
            async token =>
            {
                await WithdrawLinksAsync(member, token);
                db.StaffLinks.Add(link);
                if (forgetSecondFactor) await ForgetSecondFactorAsync(member, token);
                if (forgetSecondFactor)
                    await EndSessionsAsync(member.StaffId, null, "second factor removed", now, token);
                await db.SaveChangesAsync(token);
                await RecordAsync(
                    StaffActs.LinkMade, by, member, token, ("second factor", forgetSecondFactor ? "removed" : "kept"));
            },
            cancellationToken);
        return secret;
    }

    /// <summary>The link of a secret, whether it can still be used or not; null if there never was one.</summary>
    public Task<StaffLink?> FindLinkAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = StaffLink.HashOf(secret);
        return db.StaffLinks.SingleOrDefaultAsync(l => l.SecretHash == hash, cancellationToken);
    }

    /// <summary>Uses a link up: sets the password, opens a locked door, ends every session.</summary>
    /// <param name="link">Asked whether it can be used.</param>
    /// <param name="member">Whose it is.</param>
    /// <param name="passwordHash">Made beforehand: hashing takes a while, and the act holds others up.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task UseLinkAsync(
        StaffLink link, StaffMember member, string passwordHash, CancellationToken cancellationToken) => db.ActAsync(
        async token =>
        {
            var now = clock.GetUtcNow();
            link.Use(now);
            SetPassword(member, passwordHash);
            member.TrySucceeded();
            await EndSessionsAsync(member.StaffId, null, "new password", now, token);
            await db.SaveChangesAsync(token);
            await RecordAsync(StaffActs.LinkUsed, Actor.Person(member.StaffId), member, token);
        },
        cancellationToken);

    /// <summary>Changes one's own password; the sessions on other devices end.</summary>
    public Task ChangePasswordAsync(
        StaffMember member, string passwordHash, Id<StaffSession> keep, CancellationToken cancellationToken) =>
            db.ActAsync(
        async token =>
        {
            SetPassword(member, passwordHash);
            await EndSessionsAsync(member.StaffId, keep, "new password", clock.GetUtcNow(), token);
            await db.SaveChangesAsync(token);
            await RecordAsync(StaffActs.PasswordChanged, Actor.Person(member.StaffId), member, token);
        },
        cancellationToken);

    /// <summary>Why someone can't get another role, or none by being suspended; null if they can.</summary>
    public async Task<Refusal?> WhyNotLoseAsync(StaffMember member, Role? newRole, CancellationToken cancellationToken)
    {
        if (newRole is { } role && Permissions.Allow(role, Permission.ManageStaff)) return null;
        if (!Permissions.Allow(member.Role, Permission.ManageStaff)) return null;
        var managers = Permissions.RolesFor(Permission.ManageStaff);
        return await db.Staff.AnyAsync(
            m => m.Id != member.Id && m.SuspendedAt == null && managers.Contains(m.Role), cancellationToken)
            ? null
            : new("This is the only person who can manage the staff. Give someone else that role first.");
    }

    public async Task ChangeRoleAsync(StaffMember member, Role role, Actor by, CancellationToken cancellationToken) =>
        await db.ActAsync(
            async token =>
            {
                await LockManagersAsync(token);
                Refused.ThrowIf(await WhyNotLoseAsync(member, role, token));
                var before = member.Role;
                member.Role = role;
                await EndSessionsAsync(member.StaffId, null, "role changed", clock.GetUtcNow(), token);
                await db.SaveChangesAsync(token);
                await RecordAsync(
                    StaffActs.RoleChanged, by, member, token, ("from", before.Key()), ("to", role.Key()));
            },
            cancellationToken);

    public async Task SuspendAsync(StaffMember member, Actor by, CancellationToken cancellationToken) =>
        await db.ActAsync(
            async token =>
            {
                await LockManagersAsync(token);
                Refused.ThrowIf(await WhyNotLoseAsync(member, null, token));
                var now = clock.GetUtcNow();
                member.Suspend(now);
                await WithdrawLinksAsync(member, token);
                await EndSessionsAsync(member.StaffId, null, "suspended", now, token);
                await db.SaveChangesAsync(token);
                await RecordAsync(StaffActs.Suspended, by, member, token);
            },
            cancellationToken);

    public Task ReadmitAsync(StaffMember member, Actor by, CancellationToken cancellationToken) => db.ActAsync(
        async token =>
        {
            member.Readmit();
            await db.SaveChangesAsync(token);
            await RecordAsync(StaffActs.Readmitted, by, member, token);
        },
        cancellationToken);

    /// <summary>Ends one of somebody's sessions, or all of them but one.</summary>
    public Task EndSessionsAsync(
        Id<StaffMember> member, Id<StaffSession>? only, Id<StaffSession>? keep, Actor by,
        CancellationToken cancellationToken) => db.ActAsync(
        async token =>
        {
            var open = await db.StaffSessions
                .Where(s => s.StaffId == member && s.EndedAt == null).ToListAsync(token);
            var ended = open.Where(s => (only is null || s.Id == only) && s.Id != keep).ToList();
            foreach (var session in ended) session.End(clock.GetUtcNow(), "ended from another device");
            await db.SaveChangesAsync(token);
            await audit.RecordAsync(
                db,
                AuditFact.About(StaffActs.SessionEnded, by, member) with { Details = [("sessions", $"{ended.Count}")] },
                token);
        },
        cancellationToken);

    public Task SignOutAsync(Id<StaffMember> member, Id<StaffSession> id, CancellationToken cancellationToken) =>
        db.ActAsync(
            async token =>
            {
                var session = await db.StaffSessions.SingleOrDefaultAsync(s => s.Id == id, token);
                session?.End(clock.GetUtcNow(), "signed out");
                await db.SaveChangesAsync(token);
                await audit.RecordAsync(db, AuditFact.About(StaffActs.SignedOut, Actor.Person(member), id), token);
            },
            cancellationToken);

    /// <summary>Records something about somebody; last in an act.</summary>
    public Task RecordAsync(
        AuditAct act, Actor by, StaffMember member, CancellationToken cancellationToken,
        params (string Name, string Value)[] details) => audit.RecordAsync(
        db, AuditFact.About(act, by, member.StaffId) with { Details = details }, cancellationToken);

    /// <summary>Two managers who demote each other at the same moment come one after the other, so that one is
    /// left.</summary>
    private Task<int> LockManagersAsync(CancellationToken cancellationToken)
    {
        var managers = Permissions.RolesFor(Permission.ManageStaff);
        return db.Staff.Where(m => managers.Contains(m.Role)).ExecuteUpdateAsync(
            m => m.SetProperty(s => s.LockOuts, s => s.LockOuts), cancellationToken);
    }

    private static void SetPassword(StaffMember member, string hash)
    {
        member.PasswordHash = hash;
        member.SecurityStamp = StaffMember.NewStamp();
    }

    private async Task ForgetSecondFactorAsync(StaffMember member, CancellationToken cancellationToken)
    {
        member.TwoFactorEnabled = false;
        db.RemoveRange(await db.Set<IdentityUserToken<Guid>>()
            .Where(t => t.UserId == member.Id).ToListAsync(cancellationToken));
        db.RemoveRange(await db.Set<IdentityUserPasskey<Guid>>()
            .Where(p => p.UserId == member.Id).ToListAsync(cancellationToken));
    }

    private async Task WithdrawLinksAsync(StaffMember member, CancellationToken cancellationToken)
    {
        foreach (var link in await db.StaffLinks
            .Where(l => l.StaffId == member.StaffId && l.UsedAt == null).ToListAsync(cancellationToken))
            link.Withdraw(clock.GetUtcNow());
    }

    private async Task EndSessionsAsync(
        Id<StaffMember> member, Id<StaffSession>? keep, string why, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        foreach (var session in await db.StaffSessions
            .Where(s => s.StaffId == member && s.EndedAt == null).ToListAsync(cancellationToken))
            if (session.Id != keep)
                session.End(at, why);
    }
}
