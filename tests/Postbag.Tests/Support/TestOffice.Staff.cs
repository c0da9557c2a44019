using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Shouldly;

namespace Postbag.Tests.Support;

/// <summary>A person of the tests, with what they know and carry.</summary>
/// <param name="Secret">Their authenticator app's; null if they have none.</param>
public sealed record TestPerson(StaffMember Member, string Email, string Password, string? Secret);

public sealed partial class ServedSide
{
    public const string Password = "correct horse battery staple";

    private readonly ConcurrentDictionary<Role, Visitor> visitors = new();
    private readonly SemaphoreSlim signingIn = new(1, 1);
    private int people;

    /// <summary>Somebody of that role, signed in through the real pages; the same one each time.</summary>
    public async Task<Visitor> AsAsync(Role role)
    {
        await signingIn.WaitAsync();
        try
        {
            if (visitors.TryGetValue(role, out var there)) return there;
            return visitors[role] = await SignInAsync(await AddPersonAsync(role));
        }
        finally
        {
            signingIn.Release();
        }
    }

    /// <summary>Somebody new who has set a password, and an authenticator app if wanted.</summary>
    public async Task<TestPerson> AddPersonAsync(Role role, bool withApp = true)
    {
        using var scope = NewScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<OfficeDb>();
        var users = services.GetRequiredService<UserManager<StaffMember>>();
        var number = Interlocked.Increment(ref people);
        var email = string.Create(CultureInfo.InvariantCulture, $"{role.Key()}{number}@example.org");
        var (member, _) = await services.GetRequiredService<Staffing>().AddAsync(
            email, $"{role.Title()} {number}", role, Actor.Command, CancellationToken.None);
        // Few rounds: what is tested is the way in, not how long a guess takes.
        member.PasswordHash = QuickHasher.HashPassword(member, Password);
        member.TwoFactorEnabled = withApp;
        await db.SaveChangesAsync();
        if (!withApp) return new TestPerson(member, email, Password, null);
        await users.ResetAuthenticatorKeyAsync(member);
        return new TestPerson(member, email, Password, await users.GetAuthenticatorKeyAsync(member));
    }

    /// <summary>Signs in as they would, at the sign-in page.</summary>
    public async Task<Visitor> SignInAsync(TestPerson person)
    {
        var visitor = new Visitor(Address);
        var page = await visitor.PostAsync("/sign-in", new { person.Email, person.Password });
        if (person.Secret is { } secret)
        {
            page.ShouldLeadTo("/sign-in/code");
            page = await visitor.PostAsync("/sign-in/code", new { Code = CodeOf(secret) });
        }

        page.ShouldLeadTo("/");
        return visitor;
    }

    /// <summary>What their app shows now.</summary>
    public string CodeOf(string secret) =>
        OneTimeCode.At(secret, OneTimeCode.StepAt(Services.GetRequiredService<TimeProvider>().GetUtcNow()));

    private static PasswordHasher<StaffMember> QuickHasher { get; } = new(
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
}
