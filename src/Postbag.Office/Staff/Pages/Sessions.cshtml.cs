using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Storage;

namespace Postbag.Office.Staff.Pages;

/// <summary>One's own sessions.</summary>
[Authorize]
public sealed class SessionsModel(
    OfficeDb db, CurrentPerson person, StaffQueries queries, Staffing staffing, TimeProvider clock) : PageModel
{
    public IReadOnlyList<SessionRow> Sessions { get; private set; } = [];

    public Id<StaffSession> Current => person.SessionId;

    public int IdleMinutes { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Sessions = await queries.SessionsOfAsync(person.Id, cancellationToken);
        IdleMinutes = await db.Offices.Select(o => o.IdleMinutes).SingleAsync(cancellationToken);
    }

    /// <remarks>Only one's own are ever ended here: somebody else's id ends nothing.</remarks>
    public async Task<IActionResult> OnPostEndAsync(Id<StaffSession> id, CancellationToken cancellationToken)
    {
        await staffing.EndSessionsAsync(person.Id, only: id, keep: null, person.Actor, cancellationToken);
        TempData["Notice"] = "That session is ended.";
        return Redirect(StaffLinks.Sessions);
    }

    public async Task<IActionResult> OnPostEndAllAsync(CancellationToken cancellationToken)
    {
        await staffing.EndSessionsAsync(person.Id, only: null, keep: null, person.Actor, cancellationToken);
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        TempData["Notice"] = "You are signed out everywhere.";
        return Redirect(StaffLinks.SignIn);
    }
}
