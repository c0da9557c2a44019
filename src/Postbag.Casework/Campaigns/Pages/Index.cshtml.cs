using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns.Pages;

/// <summary>The campaigns there are, the latest letter first.</summary>
[Needs(Permission.ReadPost)]
public sealed class IndexModel(CampaignQueries queries, CampaignSuggestions suggestions, CurrentPerson person)
    : PageModel
{
    /// <summary>From so many people on a campaign stands in the first list: three who copied from one another stand
    /// below.</summary>
    public const int LargeFrom = 10;

    public bool Closed { get; private set; }

    public IReadOnlyList<Campaign> Campaigns { get; private set; } = [];

    /// <summary>A sentence of those that share their title with another; by number.</summary>
    public IReadOnlyDictionary<int, string> Telling { get; private set; } = new Dictionary<int, string>();

    public IReadOnlyList<Campaign> Large => [.. Campaigns.Where(campaign => campaign.People >= LargeFrom)];

    public IReadOnlyList<Campaign> Small => [.. Campaigns.Where(campaign => campaign.People < LargeFrom)];

    /// <summary>Campaigns that may be one in other words; none for those who may not join any.</summary>
    public IReadOnlyList<CampaignSuggestion> Suggestions { get; private set; } = [];

    /// <summary>The campaign about which a suggestion has just been decided, to take that back.</summary>
    public Id<Campaign>? Decided { get; private set; }

    public int OpenCount { get; private set; }

    public int ClosedCount { get; private set; }

    public async Task OnGetAsync(bool closed, CancellationToken cancellationToken)
    {
        Closed = closed;
        Campaigns = await queries.ListAsync(closed, cancellationToken);
        Telling = TellingApart.Of(Campaigns);
        OpenCount = await queries.CountAsync(false, cancellationToken);
        if (!closed && person.May(Permission.WorkCampaigns))
        {
            Suggestions = await suggestions.ListAsync(cancellationToken);
            Decided = TempData["Decided"] is string id && Id<Campaign>.TryParse(id, null, out var decided)
                ? decided : null;
        }

        ClosedCount = await queries.CountAsync(true, cancellationToken);
    }
}
