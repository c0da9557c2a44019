using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Postbag.Office.Staff;

/// <summary>Says what is wrong with a new password, in words that tell what to do.</summary>
internal static class PasswordRules
{
    public static async Task CheckAsync(
        UserManager<StaffMember> users, StaffMember member, string password, ModelStateDictionary errors, string field)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, member, password) is { Succeeded: false } result)
                errors.AddModelError(field, Say(result.Errors.First(), users.Options.Password));
        }

        var ownName = member.UserName!.Split('@')[0];
        if (ownName.Length > 3 && password.Contains(ownName, StringComparison.OrdinalIgnoreCase))
            errors.AddModelError(field, "Leave your e-mail address out of your password.");
    }

    private static string Say(IdentityError error, PasswordOptions options) => error.Code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) =>
            $"Make the password at least {options.RequiredLength} characters long.",
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) =>
            $"Use at least {options.RequiredUniqueChars} different characters.",
        _ => "Choose another password.",
    };
}
