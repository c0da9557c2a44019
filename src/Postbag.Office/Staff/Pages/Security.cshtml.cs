using System.Buffers.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Postbag.Office.Staff.Pages;

/// <summary>How one signs in oneself.</summary>
[Authorize]
public sealed class SecurityModel(OfficeDb db, CurrentPerson person, SecondFactor factor, StaffQueries queries)
    : PageModel
{
    public StaffMember Member { get; private set; } = null!;

    public int CodesLeft { get; private set; }

    public int Sessions { get; private set; }

    public IReadOnlyList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    public string DeviceName => Device.NameOf(Request.Headers.UserAgent);

    public string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Member = await db.Staff.SingleAsync(m => m.Id == person.Id.Value, cancellationToken);
        CodesLeft = await factor.CountCodesAsync(Member);
        Passkeys = await factor.PasskeysOfAsync(Member);
        Sessions = (await queries.SessionsOfAsync(person.Id, cancellationToken)).Count;
    }

    public async Task<IActionResult> OnPostRemovePasskeyAsync(string id, CancellationToken cancellationToken)
    {
        Member = await db.Staff.SingleAsync(m => m.Id == person.Id.Value, cancellationToken);
        if (!Base64Url.IsValid(id)) return BadRequest();
        await factor.RemovePasskeyAsync(Member, Base64Url.DecodeFromChars(id), cancellationToken);
        TempData["Notice"] = "The passkey is removed.";
        return Redirect(StaffLinks.Security);
    }
}
