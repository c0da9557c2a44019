using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Workbench.Views;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>The post: what waits in groups, or one list of it.</summary>
[Needs(Permission.ReadPost)]
public sealed class IndexModel(PostQueries queries, KeptViews views, CurrentPerson person) : PageModel
{
    /// <summary>Of each pile the page shows as many; the pile's own list has the rest.</summary>
    private const int Shown = 8;

    public PostTally Tally { get; private set; } = null!;

    public IReadOnlyList<(Pile Pile, IReadOnlyList<PostRow> Rows)> Groups { get; private set; } = [];

    public IReadOnlyList<FoldedCampaign> Campaigns { get; private set; } = [];

    /// <summary>A sentence of those that share their title with another; by number.</summary>
    public IReadOnlyDictionary<int, string> Telling { get; private set; } = new Dictionary<int, string>();

    public IReadOnlyList<KeptView> Views { get; private set; } = [];

    /// <summary>Null for the page with all groups.</summary>
    public PostList? List { get; private set; }

    public bool MayWork => person.May(Permission.MarkPost);

    public bool MayWorkPeople => person.May(Permission.WorkPeople);

    public async Task<IActionResult> OnGetAsync(
        string? list, string? pile, int? campaign, string? label, long? before, CancellationToken cancellationToken)
    {
        Tally = await queries.TallyAsync(cancellationToken);
        if (PostFilter.Read(list, pile, campaign, label) is { } filter)
        {
            List = await PostList.LoadAsync(queries, views, person, filter, before, null, cancellationToken);
            return Page();
        }

        Views = await views.ListAsync(person.Id, cancellationToken);
        var groups = new List<(Pile, IReadOnlyList<PostRow>)>();
        foreach (var one in Piles.All.Where(one => Tally.Waiting[one] > 0 && one != Pile.Campaigns))
        {
            var (rows, _) = await queries.PageAsync(
                new PostFilter(PostView.Waiting, one), person.Id, null, cancellationToken, Shown);
            groups.Add((one, rows));
        }

        Groups = groups;
        if (Tally.Waiting[Pile.Campaigns] > 0) Campaigns = await queries.CampaignsAsync(cancellationToken);
        Telling = TellingApart.Of(Campaigns.Select(folded => folded.Campaign));
        return Page();
    }
}
