using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Office.Staff.Pages;

/// <summary>One person of the staff, as their manager sees them.</summary>
[Needs(Permission.ManageStaff)]
public sealed class ShowModel(
    OfficeDb db, Staffing staffing, StaffQueries queries, CurrentPerson person, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Role? Role { get; set; }

    [BindProperty]
    public bool ForgetSecondFactor { get; set; }

    public StaffMember Member { get; private set; } = null!;

    public int Sessions { get; private set; }

    /// <summary>Null unless one was just made.</summary>
    public ShownLink? Link { get; private set; }

    public async Task<IActionResult> OnGetAsync(Id<StaffMember> id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        Role = Member.Role;
        return Page();
    }

    public async Task<IActionResult> OnPostRoleAsync(Id<StaffMember> id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        if (Role is not { } role) return BadRequest();
        if (role == Member.Role) return Done("Nothing was changed.");
        if (await staffing.WhyNotLoseAsync(Member, role, cancellationToken) is { } refusal) return Refuse(refusal);
        await staffing.ChangeRoleAsync(Member, role, person.Actor, cancellationToken);
        return Done($"{Member.Name} is now {role.Title().ToLowerInvariant()}.");
    }

    public async Task<IActionResult> OnPostLinkAsync(Id<StaffMember> id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        var secret = await staffing.NewLinkAsync(Member, ForgetSecondFactor, person.Actor, cancellationToken);
        Link = ShownLink.Of(Member, secret, Request, clock);
        return Page();
    }

    public async Task<IActionResult> OnPostSuspendAsync(Id<StaffMember> id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        if (await staffing.WhyNotLoseAsync(Member, null, cancellationToken) is { } refusal) return Refuse(refusal);
        await staffing.SuspendAsync(Member, person.Actor, cancellationToken);
        return Done($"{Member.Name} is suspended.");
    }

    public async Task<IActionResult> OnPostReadmitAsync(Id<StaffMember> id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        await staffing.ReadmitAsync(Member, person.Actor, cancellationToken);
        return Done($"{Member.Name} can sign in again.");
    }

    private async Task<bool> FindAsync(Id<StaffMember> id, CancellationToken cancellationToken)
    {
        if (await db.Staff.SingleOrDefaultAsync(m => m.Id == id.Value, cancellationToken) is not { } member)
            return false;
        Member = member;
        Sessions = (await queries.SessionsOfAsync(id, cancellationToken)).Count;
        return true;
    }

    private PageResult Refuse(Refusal refusal)
    {
        ModelState.AddModelError(nameof(Role), refusal.Sentence);
        Role = Member.Role;
        return Page();
    }

    private RedirectResult Done(string notice)
    {
        TempData["Notice"] = notice;
        return Redirect(StaffLinks.Show(Member.StaffId));
    }
}
