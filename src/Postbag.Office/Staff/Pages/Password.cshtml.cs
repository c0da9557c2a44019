using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

[Authorize]
public sealed class PasswordModel(
    OfficeDb db, CurrentPerson person, CurrentOffice office, Staffing staffing, UserManager<StaffMember> users,
    SignInLimits limits) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter the password you have now."), StringLength(1000)]
    public string? Current { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter a new password."), StringLength(1000)]
    public string? Password { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter the new password again."), StringLength(1000)]
    public string? Again { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var member = await db.Staff.SingleAsync(m => m.Id == person.Id.Value, cancellationToken);
        // Somebody at an unlocked desk mustn't be able to guess here what they can't guess at the door.
        if (!limits.MayTry(HttpContext, office.Office, member.UserName))
            return StatusCode(StatusCodes.Status429TooManyRequests);
        if (ModelState.IsValid && !await users.CheckPasswordAsync(member, Current!))
            ModelState.AddModelError(nameof(Current), "That isn’t your password. Enter the one you have now.");
        if (Password is not null && Again is not null && Password != Again)
            ModelState.AddModelError(nameof(Again), "The two passwords differ. Enter the same one twice.");
        if (ModelState.IsValid) await PasswordRules.CheckAsync(users, member, Password!, ModelState, nameof(Password));
        if (!ModelState.IsValid) return Page();
        var hash = users.PasswordHasher.HashPassword(member, Password!);
        await staffing.ChangePasswordAsync(member, hash, person.SessionId, cancellationToken);
        TempData["Notice"] = "Your password is changed.";
        return Redirect(StaffLinks.Security);
    }
}
