using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework.People;
using Postbag.Casework.Workbench;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns.Pages;

/// <summary>One campaign: its letter once, how many people sent it, and what they added of their own.</summary>
[Needs(Permission.ReadPost)]
public sealed class ShowModel(
    OfficeDb db, CampaignQueries queries, PeopleQueries writers, PostQueries post, CurrentPerson person) : PageModel
{
    private static readonly Dictionary<string, CampaignShow> Views = new()
    {
        ["accepted"] = CampaignShow.Accepted, ["cases"] = CampaignShow.Cases, ["like"] = CampaignShow.Like,
        ["copies"] = CampaignShow.Copies,
    };

    public Campaign Campaign { get; private set; } = null!;

    public IReadOnlyList<Campaign> Variants { get; private set; } = [];

    /// <summary>Others this one can be joined with: the rest of its family first.</summary>
    public IReadOnlyList<CampaignChoice> Others { get; private set; } = [];

    /// <summary>Letters that speak of a need, by the rules: they stand first, whatever their length.</summary>
    public IReadOnlySet<long> Urgent { get; private set; } = new HashSet<long>();

    public CampaignPlot Plot { get; private set; } = null!;

    /// <summary>Null for what is to be read.</summary>
    public string? View { get; private set; }

    public CampaignShow Showing { get; private set; }

    public IReadOnlyList<CampaignLetterRow> Letters { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; } = 1;

    public IReadOnlyDictionary<CampaignShow, int> Counts { get; private set; } = new Dictionary<CampaignShow, int>();

    public CampaignActKind? LastAct { get; private set; }

    public string? OwnerName { get; private set; }

    /// <summary>How many of the people who wrote are, or are likely to be, constituents; null for readers who see no
    /// people.</summary>
    public int? Constituents { get; private set; }

    public bool MayWork => person.May(Permission.WorkCampaigns);

    public string? PreviousHref => Number > 1 ? CampaignLinks.Show(Campaign.Id, View, Number - 1) : null;

    public string? NextHref =>
        Number * CampaignQueries.PageSize < Total ? CampaignLinks.Show(Campaign.Id, View, Number + 1) : null;

    public async Task<IActionResult> OnGetAsync(
        Id<Campaign> id, string? show, [FromQuery(Name = "page")] int number, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } campaign) return NotFound();
        // It has become part of another meanwhile: an old link still leads to it.
        if (campaign.Id != id) return Redirect(CampaignLinks.Show(campaign.Id, show));
        Campaign = campaign;
        View = show is not null && Views.ContainsKey(show) ? show : null;
        Showing = View is null ? CampaignShow.ToRead : Views[View];
        var numbers = await queries.NumbersAsync(campaign, cancellationToken);
        Counts = await queries.CountsAsync(numbers, cancellationToken);
        // Whoever has dealt with the last page's letters comes to the page before it.
        var pages = Math.Max(1, (Counts[Showing] + CampaignQueries.PageSize - 1) / CampaignQueries.PageSize);
        Number = Math.Clamp(number, 1, pages);
        Total = Counts[Showing];
        Urgent = await post.UrgentOfCampaignsAsync(numbers, cancellationToken);
        Letters = await queries.LettersAsync(numbers, Showing, Urgent, Number, cancellationToken);
        Variants = await queries.VariantsAsync(campaign, cancellationToken);
        Others = MayWork ? await queries.ChoicesAsync(campaign, cancellationToken) : [];
        Plot = CampaignPlot.Of(await queries.DaysAsync(numbers, cancellationToken));
        if (person.May(Permission.SeePeople))
        {
            (_, Constituents) = await writers.CountWritersAsync(
                "SELECT message FROM campaign_letter WHERE campaign IN (SELECT number FROM campaign WHERE number = @campaign OR joined_to = @campaign)",
                cancellationToken, ("@campaign", campaign.Number));
        }

        LastAct = MayWork ? await queries.LastActAsync(campaign, cancellationToken) : null;
        if (campaign.Owner is { } owner)
        {
            OwnerName = await db.Staff.Where(member => member.Id == owner.Value).Select(member => member.Name)
                .FirstOrDefaultAsync(cancellationToken);
        }

        return Page();
    }
}
