using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Postbag.Office.Staff.Pages;

/// <summary>The two steps of adding a passkey: what the browser is asked to make, and what it made.</summary>
[Authorize]
public sealed class PasskeysModel(OfficeDb db, CurrentPerson person, SecondFactor factor) : PageModel
{
    private const int LongestCredential = 65_536;
    private const int LongestName = 60;

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public IActionResult OnGet() => Redirect(StaffLinks.Security);

    public async Task<IActionResult> OnPostOptionsAsync(CancellationToken cancellationToken) =>
        Content(await factor.PasskeyCreationOptionsAsync(await FindAsync(cancellationToken)), "application/json");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var name = string.IsNullOrWhiteSpace(Name) ? Device.NameOf(Request.Headers.UserAgent) : Name.Trim();
        var isAdded = Credential is { Length: > 0 and <= LongestCredential } && name.Length <= LongestName
            && await factor.AddPasskeyAsync(await FindAsync(cancellationToken), Credential, name, cancellationToken);
        TempData["Notice"] = isAdded
            ? "The passkey is added. You can sign in with it from now on."
            : "The passkey couldn’t be added. Try again.";
        return Redirect(StaffLinks.Security);
    }

    private Task<StaffMember> FindAsync(CancellationToken cancellationToken) =>
        db.Staff.SingleAsync(m => m.Id == person.Id.Value, cancellationToken);
}
