using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

[Authorize]
public sealed class RecoveryCodesModel(
    OfficeDb db, CurrentPerson person, CurrentOffice office, SecondFactor factor, SigningIn signingIn,
    SignInLimits limits)
    : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter the code your app shows."), StringLength(10)]
    public string? Code { get; set; }

    public IReadOnlyList<string> NewCodes { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var member = await db.Staff.SingleAsync(m => m.Id == person.Id.Value, cancellationToken);
        if (!limits.MayTry(HttpContext, office.Office, member.UserName))
            return StatusCode(StatusCodes.Status429TooManyRequests);
        if (ModelState.IsValid && !await signingIn.IsCodeAsync(member, Code!, cancellationToken))
            ModelState.AddModelError(
                nameof(Code), "That code is wrong or has been used. Wait for the next one and enter it.");
        if (ModelState.IsValid) NewCodes = await factor.RenewCodesAsync(member, cancellationToken);
        return Page();
    }
}
