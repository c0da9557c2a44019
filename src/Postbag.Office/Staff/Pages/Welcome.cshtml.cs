using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

/// <summary>Where a one-time link leads: someone sets their password and is led on to a second factor.</summary>
[AllowAnonymous]
public sealed class WelcomeModel(
    OfficeDb db, Staffing staffing, SigningIn signingIn, UserManager<StaffMember> users, SignInLimits limits,
    CurrentOffice office, TimeProvider clock) : PageModel
{
    private StaffLink? link;
    private StaffMember? member;

    [BindProperty, Required(ErrorMessage = "Enter a password."), StringLength(1000)]
    public string? Password { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter the same password again."), StringLength(1000)]
    public string? Again { get; set; }

    public Refusal? Refusal { get; private set; }

    public string Name => member!.Name;

    public string Email => member!.UserName!;

    public async Task<IActionResult> OnGetAsync(string secret, CancellationToken cancellationToken)
    {
        await FindAsync(secret, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string secret, CancellationToken cancellationToken)
    {
        if (!limits.MayTry(HttpContext, office.Office, null)) return StatusCode(StatusCodes.Status429TooManyRequests);
        await FindAsync(secret, cancellationToken);
        if (Refusal is not null) return Page();
        if (Password is not null && Again is not null && Password != Again)
            ModelState.AddModelError(nameof(Again), "The two passwords differ. Enter the same one twice.");
        if (ModelState.IsValid) await PasswordRules.CheckAsync(users, member!, Password!, ModelState, nameof(Password));
        if (!ModelState.IsValid) return Page();
        var hash = users.PasswordHasher.HashPassword(member!, Password!);
        await staffing.UseLinkAsync(link!, member!, hash, cancellationToken);
        if (member!.TwoFactorEnabled || (await users.GetPasskeysAsync(member)).Count > 0)
        {
            TempData["Notice"] = "Your password is set. Sign in with it.";
            return Redirect(StaffLinks.SignIn);
        }

        await signingIn.OpenSessionAsync(member, "one-time link", cancellationToken);
        return Redirect(StaffLinks.SecondFactor);
    }

    private async Task FindAsync(string secret, CancellationToken cancellationToken)
    {
        link = await staffing.FindLinkAsync(secret, cancellationToken);
        Refusal = link is null
            ? new("This address isn’t complete, or the link was withdrawn. Ask your office manager for a new one.")
            : link.WhyNotUse(clock.GetUtcNow());
        if (Refusal is not null) return;
        member = await db.Staff.SingleAsync(m => m.Id == link!.StaffId.Value, cancellationToken);
        if (member.SuspendedAt is not null) Refusal = new("This link was withdrawn. Ask your office manager.");
    }
}
