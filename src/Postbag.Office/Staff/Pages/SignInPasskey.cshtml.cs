using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

/// <summary>The two steps of a passkey: what the browser is asked, and what it answered.</summary>
[AllowAnonymous]
public sealed class SignInPasskeyModel(
    SigningIn signingIn, SignInManager<StaffMember> identity, CurrentOffice office, SignInLimits limits) : PageModel
{
    private const int LongestCredential = 16_384;

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public IActionResult OnGet() => Redirect(StaffLinks.With(StaffLinks.SignIn, To));

    /// <summary>Names nobody, so it tells nobody who works here: the browser knows whose passkeys it has.</summary>
    public async Task<IActionResult> OnPostOptionsAsync() =>
        limits.MayTry(HttpContext, office.Office, null)
            ? Content(await identity.MakePasskeyRequestOptionsAsync(null), "application/json")
            : StatusCode(StatusCodes.Status429TooManyRequests);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Credential is { Length: > 0 and <= LongestCredential }
            && await signingIn.WithPasskeyAsync(Credential, cancellationToken) == SignInStep.SignedIn)
            return Redirect(To is not null && Url.IsLocalUrl(To) ? To : "/");
        ModelState.AddModelError("", "You aren’t signed in.");
        return Page();
    }
}
