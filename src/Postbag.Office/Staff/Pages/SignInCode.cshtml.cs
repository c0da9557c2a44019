using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

[AllowAnonymous]
public sealed class SignInCodeModel(SigningIn signingIn, CurrentOffice office, SignInLimits limits) : PageModel
{
    private const string Wrong = "That code is wrong or has been used. Wait for the next one and enter it.";

    [BindProperty, Required(ErrorMessage = "Enter the code."), StringLength(40)]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public bool HasApp { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await signingIn.FindHalfwayAsync(cancellationToken) is not { } member)
            return Redirect(StaffLinks.With(StaffLinks.SignIn, To));
        HasApp = member.TwoFactorEnabled;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await signingIn.FindHalfwayAsync(cancellationToken) is not { } member)
            return Redirect(StaffLinks.With(StaffLinks.SignIn, To));
        if (!limits.MayTry(HttpContext, office.Office, member.UserName))
            return StatusCode(StatusCodes.Status429TooManyRequests);
        HasApp = member.TwoFactorEnabled;
        if (!ModelState.IsValid) return Page();
        if (await signingIn.WithCodeAsync(member, Code!, cancellationToken) == SignInStep.SignedIn)
            return Redirect(To is not null && Url.IsLocalUrl(To) ? To : "/");
        ModelState.AddModelError(nameof(Code), Wrong);
        return Page();
    }
}
