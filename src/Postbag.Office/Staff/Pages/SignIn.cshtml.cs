using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

[AllowAnonymous]
public sealed class SignInModel(SigningIn signingIn, CurrentPerson person, CurrentOffice office, SignInLimits limits)
    : PageModel
{
    /// <summary>The one answer to a wrong password, an unknown address, a suspension and a lock-out.</summary>
    private const string Wrong =
        "That e-mail address and password don’t go together, or there were too many tries. Check them, or wait a while.";

    [BindProperty, Required(ErrorMessage = "Enter your e-mail address."), StringLength(254)]
    public string? Email { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter your password."), StringLength(1000)]
    public string? Password { get; set; }

    /// <summary>Where they were going; null for the start.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public IActionResult OnGet() => person.IsSignedIn ? Redirect(Aim) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!limits.MayTry(HttpContext, office.Office, Email)) return StatusCode(StatusCodes.Status429TooManyRequests);
        if (!ModelState.IsValid) return Page();
        switch (await signingIn.WithPasswordAsync(Email!, Password!, cancellationToken))
        {
            case SignInStep.SignedIn:
                return Redirect(Aim);
            case SignInStep.NeedsCode:
                return Redirect(StaffLinks.With(StaffLinks.Code, To));
            default:
                ModelState.AddModelError(nameof(Email), Wrong);
                return Page();
        }
    }

    /// <summary>Only an address of this office's own: a link to the sign-in page mustn't lead on to somebody
    /// else's.</summary>
    private string Aim => To is not null && Url.IsLocalUrl(To) ? To : "/";
}
