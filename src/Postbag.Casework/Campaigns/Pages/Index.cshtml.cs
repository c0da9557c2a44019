using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;

namespace Postbag.Casework.Campaigns.Pages;

/// <summary>The campaigns there are, the latest letter first.</summary>
[Needs(Permission.ReadPost)]
public sealed class IndexModel(CampaignQueries queries) : PageModel
{
    /// <summary>From so many people on a campaign stands in the first list: three who copied from one another stand below.</summary>
    public const int LargeFrom = 10;

    public bool Closed { get; private set; }

    public IReadOnlyList<Campaign> Campaigns { get; private set; } = [];

    public IReadOnlyList<Campaign> Large => [.. Campaigns.Where(campaign => campaign.People >= LargeFrom)];

    public IReadOnlyList<Campaign> Small => [.. Campaigns.Where(campaign => campaign.People < LargeFrom)];

    public int OpenCount { get; private set; }

    public int ClosedCount { get; private set; }

    public async Task OnGetAsync(bool closed, CancellationToken cancellationToken)
    {
        Closed = closed;
        Campaigns = await queries.ListAsync(closed, cancellationToken);
        OpenCount = await queries.CountAsync(false, cancellationToken);
        ClosedCount = await queries.CountAsync(true, cancellationToken);
    }
}
