using Microsoft.AspNetCore.WebUtilities;
using Postbag.Storage;

namespace Postbag.Office.Staff;

/// <summary>The addresses of signing in and of the staff.</summary>
public static class StaffLinks
{
    public const string SignIn = "/sign-in";
    public const string Code = "/sign-in/code";
    public const string Passkey = "/sign-in/passkey";
    public const string SignOut = "/sign-out";
    public const string Security = "/security";
    public const string SecondFactor = "/security/second-factor";
    public const string RecoveryCodes = "/security/recovery-codes";
    public const string Password = "/security/password";
    public const string Sessions = "/security/sessions";
    public const string Passkeys = "/security/passkeys";
    public const string Index = "/staff";
    public const string Add = "/staff/add";
    public const string Office = "/office";

    public static string Show(Id<StaffMember> id) => $"/staff/{id}";

    /// <summary>Where a one-time link leads.</summary>
    public static string Welcome(string secret) => $"/welcome/{secret}";

    /// <summary>A step of signing in that remembers where someone wanted to go.</summary>
    public static string With(string step, string? to) =>
        to is null ? step : QueryHelpers.AddQueryString(step, "to", to);
}
