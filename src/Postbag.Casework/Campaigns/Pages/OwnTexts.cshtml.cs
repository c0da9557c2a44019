using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.Campaigns.Pages;

/// <summary>The office's standard replies, as the grouping knows them.</summary>
[Needs(Permission.ReadPost)]
public sealed class OwnTextsModel(CaseworkDb db, CampaignActs acts, CurrentPerson person) : PageModel
{
    public IReadOnlyList<OwnText> Texts { get; private set; } = [];

    public bool MayWork => person.May(Permission.WorkCampaigns);

    [BindProperty, Required(ErrorMessage = "Enter what you call it."), StringLength(120)]
    public string? Title { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter its text."), StringLength(100_000)]
    public string? Text { get; set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!MayWork) return Forbid();
        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        await acts.AddOwnTextAsync(Title!.Trim(), Text!.Trim(), person.Actor, cancellationToken);
        TempData["Notice"] = "Made known.";
        return Redirect(CampaignLinks.OwnTexts);
    }

    public async Task<IActionResult> OnPostRemoveAsync(long number, CancellationToken cancellationToken)
    {
        if (!MayWork) return Forbid();
        await acts.RemoveOwnTextAsync(number, person.Actor, cancellationToken);
        TempData["Notice"] = "Removed from this list. Letters that quote it are answers to us all the same.";
        return Redirect(CampaignLinks.OwnTexts);
    }

    private async Task LoadAsync(CancellationToken cancellationToken) =>
        Texts = await db.OwnTexts.AsNoTracking().OrderBy(text => text.Title).ToListAsync(cancellationToken);
}
