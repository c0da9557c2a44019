using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Postbag.Office.Staff;

namespace Postbag.Office.Security;

/// <summary>Puts the doors in: cookies, forms, keys, policies, headers.</summary>
internal static class SecurityHosting
{
    /// <summary>As of 2023 OWASP asks 210,000 rounds of PBKDF2 with SHA-512 (Password Storage Cheat Sheet).</summary>
    private const int PasswordRounds = 210_000;

    private const int ShortestPassword = 12;

    public static void AddSecurity(this IServiceCollection services, Side side, Doorway doorway)
    {
        services.AddSingleton(doorway);
        services.AddHttpContextAccessor();
        services.AddSingleton<OfficeKeyRings>();
        services.AddSingleton<IDataProtectionProvider, OfficeProtection>();
        services.AddSingleton<SignInLimits>();
        services.AddAuthorization(Permissions.AddPolicies);
        AddIdentity(services);
        AddCookies(services, side, doorway);
        services.Configure<MvcOptions>(options => options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));
        if (doorway.Proxies.Count > 0)
            services.Configure<ForwardedHeadersOptions>(options => Believe(options, doorway));
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<StaffMember>(options =>
            {
                // Length is what counts; rules about digits and capitals make passwords worse (NCSC, "Password
                // policy").
                options.Password.RequiredLength = ShortestPassword;
                options.Password.RequiredUniqueChars = 5;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                // The user name is an e-mail address, which Staffing has looked at.
                options.User.AllowedUserNameCharacters = "";
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddSignInManager()
            .AddUserStore<StaffStore>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordRounds);
        // A passkey alone signs in, so it has to be unlocked by whoever holds it.
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
    }

    private static void AddCookies(IServiceCollection services, Side side, Doorway doorway)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                // Lax, not Strict: a link to a case in an e-mail should find its reader signed in. What changes
                // something is always a form with a token.
                Configure(options.Cookie, CookieName(side, doorway, ""), doorway, SameSiteMode.Lax);
                options.LoginPath = "/sign-in";
                options.LogoutPath = "/sign-out";
                options.ReturnUrlParameter = "to";
                options.ExpireTimeSpan = StaffSession.Longest;
                options.SlidingExpiration = false;
                options.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
                options.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                Configure(options.Cookie, CookieName(side, doorway, "-step"), doorway, SameSiteMode.Strict);
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
                options.SlidingExpiration = false;
            });
        services.Configure<AntiforgeryOptions>(options =>
        {
            Configure(options.Cookie, CookieName(side, doorway, "-form"), doorway, SameSiteMode.Strict);
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookieTempDataProviderOptions>(
            options => Configure(options.Cookie, CookieName(side, doorway, "-notice"), doorway, SameSiteMode.Lax));
    }

    /// <summary>The side is in the name: on one machine both may run, and browsers don't keep cookies of ports
    /// apart.</summary>
    /// <remarks>A browser takes a cookie named __Host- only over https, for this host alone, for every path.</remarks>
    internal static string CookieName(Side side, Doorway doorway, string what) =>
        $"{(doorway.IsHttps ? "__Host-" : "")}postbag-{side.Key}{what}";

    private static void Configure(CookieBuilder cookie, string name, Doorway doorway, SameSiteMode sameSite)
    {
        cookie.Name = name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = sameSite;
        cookie.SecurePolicy = doorway.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    private static void Believe(ForwardedHeadersOptions options, Doorway doorway)
    {
        options.ForwardedHeaders =
            ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in doorway.Proxies) options.KnownProxies.Add(proxy);
    }
}
