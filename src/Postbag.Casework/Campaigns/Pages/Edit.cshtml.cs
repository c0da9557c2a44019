using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns.Pages;

/// <summary>What the office says about a campaign.</summary>
[Needs(Permission.WorkCampaigns)]
public sealed class EditModel(
    CampaignQueries queries, CampaignActs acts, StaffQueries staff, CurrentPerson person) : PageModel
{
    public Campaign Campaign { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, StringLength(120, ErrorMessage = "Enter a name of at most 120 characters.")]
    public string? Name { get; set; }

    [BindProperty, StringLength(2000, ErrorMessage = "Enter at most 2,000 characters.")]
    public string? Ask { get; set; }

    [BindProperty, StringLength(4000, ErrorMessage = "Enter at most 4,000 characters.")]
    public string? Stance { get; set; }

    [BindProperty]
    public CampaignStatus Status { get; set; }

    /// <summary>Empty for nobody.</summary>
    [BindProperty]
    public string? Owner { get; set; }

    [BindProperty, StringLength(10_000, ErrorMessage = "Enter at most 10,000 characters.")]
    public string? Notes { get; set; }

    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Statuses { get; } =
        [.. Enum.GetValues<CampaignStatus>().Select(status => new SelectListItem(Words.Of(status), status.ToString()))];

    public async Task<IActionResult> OnGetAsync(Id<Campaign> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        (Name, Ask, Stance, Status, Notes) =
            (Campaign.Name, Campaign.Ask, Campaign.Stance, Campaign.Status, Campaign.Notes);
        (Owner, Version) = (Campaign.Owner?.ToString() ?? "", Campaign.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Id<Campaign> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (!ModelState.IsValid) return Page();
        var owner = People.Any(item => item.Value == Owner) && Owner!.Length > 0
            ? Id<StaffMember>.Parse(Owner, null) : (Id<StaffMember>?)null;
        var words = new CampaignWords(
            Name?.Trim() ?? "", Ask?.Trim() ?? "", Stance?.Trim() ?? "", Status, Notes?.Trim() ?? "", owner);
        try
        {
            await acts.DescribeAsync(Campaign, words, Version, person.Actor, cancellationToken);
        }
        catch (Refused refusal)
        {
            ModelState.AddModelError("", refusal.Message);
            // Saving once more is meant: the form now knows the other's version.
            ModelState.Remove(nameof(Version));
            Version = Campaign.Version;
            return Page();
        }

        TempData["Notice"] = "Saved.";
        return Redirect(CampaignLinks.Show(Campaign.Id));
    }

    private async Task<bool> LoadAsync(Id<Campaign> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } campaign) return false;
        Campaign = campaign;
        People =
        [
            new SelectListItem("Nobody yet", ""),
            .. (await staff.AllAsync(cancellationToken))
            .Where(member => !member.IsSuspended || member.Id == campaign.Owner)
                .Select(member => new SelectListItem(member.Name, member.Id.ToString())),
        ];
        return true;
    }
}
