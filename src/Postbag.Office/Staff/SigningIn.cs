using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Office.Staff;

public enum SignInStep
{
    /// <summary>Wrong, unknown, suspended or locked out: nobody outside is told which.</summary>
    Refused,

    /// <summary>The password was right; now the second factor.</summary>
    NeedsCode,

    SignedIn,
}

/// <summary>Signing in: by password and, where there is one, a second factor; or by a passkey, which is both.</summary>
public sealed class SigningIn(
    OfficeDb db, UserManager<StaffMember> users, SignInManager<StaffMember> identity, AuditTrail audit,
    TimeProvider clock, IHttpContextAccessor http)
{
    /// <summary>Some hash to compare with when there is nobody, so that it takes as long as when there is.</summary>
    private static string? nobodysHash;

    private HttpContext Context => http.HttpContext!;

    public async Task<SignInStep> WithPasswordAsync(
        string email, string password, CancellationToken cancellationToken)
    {
        var normalised = StaffMember.Normalise(email);
        var member = await db.Staff.SingleOrDefaultAsync(m => m.NormalizedUserName == normalised, cancellationToken);
        var isRight = IsRight(member, password);
        if (member is null || !isRight || member.WhyNotSignIn(clock.GetUtcNow()) is not null)
        {
            await FailAsync(member, "password", cancellationToken);
            return SignInStep.Refused;
        }

        if (!await HasSecondFactorAsync(member))
        {
            await OpenSessionAsync(member, "password", cancellationToken);
            return SignInStep.SignedIn;
        }

        await Context.SignInAsync(
            IdentityConstants.TwoFactorUserIdScheme,
            new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.Name, member.StaffId.ToString())], IdentityConstants.TwoFactorUserIdScheme)));
        return SignInStep.NeedsCode;
    }

    /// <summary>Who has given the right password and is asked for the second factor; null if nobody is.</summary>
    public async Task<StaffMember?> FindHalfwayAsync(CancellationToken cancellationToken)
    {
        var halfway = await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (!Id<StaffMember>.TryParse(halfway.Principal?.FindFirstValue(ClaimTypes.Name), null, out var id))
            return null;
        return await db.Staff.SingleOrDefaultAsync(m => m.Id == id.Value, cancellationToken);
    }

    /// <param name="member">From <see cref="FindHalfwayAsync"/>.</param>
    /// <param name="code">Six digits of the app, or a recovery code.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SignInStep> WithCodeAsync(StaffMember member, string code, CancellationToken cancellationToken)
    {
        if (member.WhyNotSignIn(clock.GetUtcNow()) is null)
        {
            if (await IsCodeAsync(member, code, cancellationToken))
            {
                await OpenSessionAsync(member, "password and code", cancellationToken);
                return SignInStep.SignedIn;
            }

            if (code.Length > 6 && (await users.RedeemTwoFactorRecoveryCodeAsync(member, code)).Succeeded)
            {
                await OpenSessionAsync(member, "password and recovery code", cancellationToken);
                return SignInStep.SignedIn;
            }
        }

        await FailAsync(member, "code", cancellationToken);
        return SignInStep.Refused;
    }

    /// <param name="credential">What the browser made of the passkey, as JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SignInStep> WithPasskeyAsync(string credential, CancellationToken cancellationToken)
    {
        var result = await AssertAsync(credential);
        // A lock-out is for guessed passwords; nobody guesses a passkey.
        if (result is not { Succeeded: true } || result.User.SuspendedAt is not null)
        {
            await FailAsync(null, "passkey", cancellationToken);
            return SignInStep.Refused;
        }

        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        await OpenSessionAsync(result.User, "passkey", cancellationToken);
        return SignInStep.SignedIn;
    }

    /// <summary>Starts a session for someone who has proved who they are.</summary>
    public async Task OpenSessionAsync(StaffMember member, string method, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var session = new StaffSession
        {
            Id = Id<StaffSession>.New(clock),
            StaffId = member.StaffId,
            Method = method,
            Device = Device.NameOf(Context.Request.Headers.UserAgent),
            StartedAt = now,
            LastSeenAt = now,
        };
        await db.ActAsync(
            async token =>
            {
                member.TrySucceeded();
                db.StaffSessions.Add(session);
                await db.SaveChangesAsync(token);
                await audit.RecordAsync(
                    db,
                    AuditFact.About(StaffActs.SignedIn, Actor.Person(member.StaffId), session.Id) with
                    {
                        Details = [("method", method)],
                    },
                    token);
            },
            cancellationToken);
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SessionCookie.SetAsync(Context, session.Id);
    }

    private bool IsRight(StaffMember? member, string password)
    {
        var hasher = users.PasswordHasher;
        if (member?.PasswordHash is { } hash)
            return hasher.VerifyHashedPassword(member, hash, password) != PasswordVerificationResult.Failed;
        var nobody = member ?? StaffMember.Add("nobody", "Nobody", Role.Volunteer, clock);
        nobodysHash ??= hasher.HashPassword(nobody, "nobody has this password");
        hasher.VerifyHashedPassword(nobody, nobodysHash, password);
        return false;
    }

    private async Task<bool> HasSecondFactorAsync(StaffMember member) =>
        member.TwoFactorEnabled || (await users.GetPasskeysAsync(member)).Count > 0;

    /// <summary>Whether it is the app's code; uses it up.</summary>
    public async Task<bool> IsCodeAsync(StaffMember member, string code, CancellationToken cancellationToken)
    {
        if (!member.TwoFactorEnabled || await users.GetAuthenticatorKeyAsync(member) is not { } secret) return false;
        if (OneTimeCode.Match(secret, code, clock.GetUtcNow(), member.LastCodeStep) is not { } step) return false;
        // Of two who bring the same code at once, one is first.
        var taken = 0;
        await db.ActAsync(
            async token => taken = await db.Staff.Where(m => m.Id == member.Id && m.LastCodeStep < step)
                .ExecuteUpdateAsync(m => m.SetProperty(s => s.LastCodeStep, step), token),
            cancellationToken);
        return taken == 1;
    }

    private async Task<PasskeyAssertionResult<StaffMember>?> AssertAsync(string credential)
    {
        try
        {
            return await identity.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // Identity throws if no assertion is under way, e.g. because the page stood open for too long.
            return null;
        }
    }

    /// <remarks>An unknown address is recorded like a known one, without saying which: it takes as long, too.</remarks>
    private Task FailAsync(StaffMember? member, string what, CancellationToken cancellationToken) => db.ActAsync(
        async token =>
        {
            var shut = member is not null && await CountFailureAsync(member, token);
            var fact = new AuditFact(shut ? StaffActs.LockedOut : StaffActs.SignInRefused, Actor.Visitor)
            {
                SubjectKind = member is null ? null : nameof(StaffMember),
                SubjectId = member?.Id,
                Details = [("with", what)],
            };
            await audit.RecordAsync(db, fact, token);
        },
        cancellationToken);

    private async Task<bool> CountFailureAsync(StaffMember member, CancellationToken cancellationToken)
    {
        // Writing first takes the row's lock, so that tries made at once are counted one by one.
        await db.Staff.Where(m => m.Id == member.Id).ExecuteUpdateAsync(
            m => m.SetProperty(s => s.AccessFailedCount, s => s.AccessFailedCount), cancellationToken);
        await db.Entry(member).ReloadAsync(cancellationToken);
        if (member.WhyNotSignIn(clock.GetUtcNow()) is not null) return false;
        var shut = member.TryFailed(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return shut;
    }
}
