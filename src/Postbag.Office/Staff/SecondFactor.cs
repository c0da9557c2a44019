using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Audit;

namespace Postbag.Office.Staff;

/// <summary>One's own authenticator app, recovery codes and passkeys.</summary>
public sealed class SecondFactor(
    OfficeDb db, UserManager<StaffMember> users, SignInManager<StaffMember> identity, Staffing staffing,
    TimeProvider clock)
{
    private const int RecoveryCodes = 10;

    /// <summary>The secret to be scanned; made when first asked for.</summary>
    public async Task<string> SecretOfAsync(StaffMember member)
    {
        if (await users.GetAuthenticatorKeyAsync(member) is { Length: > 0 } secret) return secret;
        await users.ResetAuthenticatorKeyAsync(member);
        return (await users.GetAuthenticatorKeyAsync(member))!;
    }

    /// <summary>Switches the app on, if the code shows that it works.</summary>
    /// <returns>The recovery codes, shown once; null if the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> EnableAsync(
        StaffMember member, string code, CancellationToken cancellationToken)
    {
        var secret = await SecretOfAsync(member);
        if (OneTimeCode.Match(secret, code, clock.GetUtcNow(), member.LastCodeStep) is not { } step) return null;
        IReadOnlyList<string> codes = [];
        await db.ActAsync(
            async token =>
            {
                member.LastCodeStep = step;
                member.TwoFactorEnabled = true;
                codes = await NewCodesAsync(member);
                await db.SaveChangesAsync(token);
                await staffing.RecordAsync(
                    StaffActs.SecondFactorSetUp, Actor.Person(member.StaffId), member, token);
            },
            cancellationToken);
        return codes;
    }

    public async Task DisableAsync(StaffMember member, CancellationToken cancellationToken) => await db.ActAsync(
        async token =>
        {
            member.TwoFactorEnabled = false;
            db.RemoveRange(await db.Set<IdentityUserToken<Guid>>()
                .Where(t => t.UserId == member.Id).ToListAsync(token));
            await db.SaveChangesAsync(token);
            await staffing.RecordAsync(StaffActs.SecondFactorRemoved, Actor.Person(member.StaffId), member, token);
        },
        cancellationToken);

    public async Task<IReadOnlyList<string>> RenewCodesAsync(StaffMember member, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> codes = [];
        await db.ActAsync(
            async token =>
            {
                codes = await NewCodesAsync(member);
                await staffing.RecordAsync(
                    StaffActs.RecoveryCodesMade, Actor.Person(member.StaffId), member, token);
            },
            cancellationToken);
        return codes;
    }

    public Task<int> CountCodesAsync(StaffMember member) => users.CountRecoveryCodesAsync(member);

    public async Task<IReadOnlyList<UserPasskeyInfo>> PasskeysOfAsync(StaffMember member) =>
        [.. await users.GetPasskeysAsync(member)];

    /// <summary>What the browser needs to make a passkey, as JSON.</summary>
    public Task<string> PasskeyCreationOptionsAsync(StaffMember member) =>
        identity.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = member.Id.ToString(), Name = member.UserName!, DisplayName = member.Name,
        });

    /// <param name="member">Whose.</param>
    /// <param name="credential">What the browser made, as JSON.</param>
    /// <param name="name">What its owner calls it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False if it couldn't be verified.</returns>
    public async Task<bool> AddPasskeyAsync(
        StaffMember member, string credential, string name, CancellationToken cancellationToken)
    {
        PasskeyAttestationResult result;
        try
        {
            result = await identity.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // Identity throws if nothing was begun, or too long ago.
            return false;
        }

        if (!result.Succeeded) return false;
        result.Passkey.Name = name;
        await db.ActAsync(
            async token =>
            {
                await users.AddOrUpdatePasskeyAsync(member, result.Passkey);
                await staffing.RecordAsync(StaffActs.PasskeyAdded, Actor.Person(member.StaffId), member, token);
            },
            cancellationToken);
        return true;
    }

    public Task RemovePasskeyAsync(StaffMember member, byte[] credentialId, CancellationToken cancellationToken) =>
        db.ActAsync(
            async token =>
            {
                await users.RemovePasskeyAsync(member, credentialId);
                await staffing.RecordAsync(StaffActs.PasskeyRemoved, Actor.Person(member.StaffId), member, token);
            },
            cancellationToken);

    private async Task<IReadOnlyList<string>> NewCodesAsync(StaffMember member) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(member, RecoveryCodes) ?? []];
}
