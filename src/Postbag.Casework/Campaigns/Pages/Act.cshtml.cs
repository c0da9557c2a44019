using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns.Pages;

/// <summary>What the campaign's page does: each leads back to it, with a notice.</summary>
[Needs(Permission.WorkCampaigns)]
public sealed class ActModel(CampaignQueries queries, CampaignActs acts, CurrentPerson person) : PageModel
{
    /// <summary>Letters split off at once; nobody ticks more.</summary>
    private const int MostChosen = 2000;

    [BindProperty]
    public string? Show { get; set; }

    [BindProperty(Name = "page")]
    public int Number { get; set; }

    [BindProperty]
    public long Message { get; set; }

    [BindProperty]
    public List<long> Chosen { get; set; } = [];

    [BindProperty]
    public Id<Campaign>? Other { get; set; }

    /// <summary>Done on the list of campaigns: it leads back there.</summary>
    [BindProperty]
    public bool List { get; set; }

    public IActionResult OnGet(Id<Campaign> id) => Redirect(CampaignLinks.Show(id));

    public Task<IActionResult> OnPostAcceptAsync(Id<Campaign> id, CancellationToken cancellationToken) => DoAsync(
        id, "Accepted.", c => acts.HandleAsync(c, Message, LetterHandling.Accepted, person.Actor, cancellationToken),
        cancellationToken);

    public Task<IActionResult> OnPostCaseAsync(Id<Campaign> id, CancellationToken cancellationToken) => DoAsync(
        id, "Put with the cases.",
        c => acts.HandleAsync(c, Message, LetterHandling.Case, person.Actor, cancellationToken),
        cancellationToken);

    public Task<IActionResult> OnPostOutAsync(Id<Campaign> id, CancellationToken cancellationToken) => DoAsync(
        id, "Taken out of this campaign.", c => acts.TakeOutAsync(c, Message, person.Actor, cancellationToken),
        cancellationToken);

    public Task<IActionResult> OnPostInAsync(Id<Campaign> id, CancellationToken cancellationToken) => DoAsync(
        id, "Put into this campaign.", c => acts.PutInAsync(c, Message, person.Actor, cancellationToken),
        cancellationToken);

    public Task<IActionResult> OnPostSplitAsync(Id<Campaign> id, CancellationToken cancellationToken) => DoAsync(
        id, "They become a campaign of their own in a moment.",
        c => acts.SplitAsync(c, Chosen.Take(MostChosen).ToList(), person.Actor, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostCopiesAsync(Id<Campaign> id, CancellationToken cancellationToken) => DoAsync(
        id, "The plain copies are marked read.", c => acts.ReadCopiesAsync(c, person.Actor, cancellationToken),
        cancellationToken);

    public Task<IActionResult> OnPostJoinAsync(Id<Campaign> id, CancellationToken cancellationToken) => DoAsync(
        id, "The two are one campaign now.",
        async campaign => await acts.JoinAsync(
            campaign, await OtherAsync(cancellationToken), person.Actor, cancellationToken),
        cancellationToken);

    public Task<IActionResult> OnPostApartAsync(Id<Campaign> id, CancellationToken cancellationToken) => DoAsync(
        id, "They stay two campaigns, and it won’t be asked again.",
        async campaign => await acts.KeepApartAsync(
            campaign, await OtherAsync(cancellationToken), person.Actor, cancellationToken),
        cancellationToken);

    public async Task<IActionResult> OnPostUndoAsync(Id<Campaign> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } campaign) return NotFound();
        try
        {
            var undone = await acts.UndoAsync(campaign, person.Actor, cancellationToken);
            TempData["Notice"] = undone is { } kind
                ? $"Taken back: {Words.Of(kind)}." : "There is nothing to take back.";
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Back(campaign);
    }

    private async Task<IActionResult> DoAsync(
        Id<Campaign> id, string notice, Func<Campaign, Task> act, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } campaign) return NotFound();
        try
        {
            await act(campaign);
            TempData["Notice"] = notice;
            TempData["Acted"] = true;
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Back(campaign);
    }

    private async Task<Campaign> OtherAsync(CancellationToken cancellationToken) =>
        Other is { } other && await queries.FindAsync(other, cancellationToken) is { } found
            ? found : throw new Refused("Choose the other campaign.");

    private RedirectResult Back(Campaign campaign)
    {
        if (!List) return Redirect(CampaignLinks.Show(campaign.Id, Show, Math.Max(1, Number)));
        TempData["Decided"] = campaign.Id.ToString();
        return Redirect(CampaignLinks.Campaigns);
    }
}
