using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Postbag.Office.Staff.Pages;

[Authorize]
public sealed class SignOutModel(CurrentPerson person, Staffing staffing) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await staffing.SignOutAsync(person.Id, person.SessionId, cancellationToken);
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        TempData["Notice"] = "You are signed out.";
        return Redirect(StaffLinks.SignIn);
    }
}
