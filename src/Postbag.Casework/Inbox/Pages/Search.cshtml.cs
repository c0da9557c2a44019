using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox.Search;
using Postbag.Office.Security;
using Postbag.Ui;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>What a search found, newest or best first.</summary>
[Needs(Permission.SearchPost)]
public sealed class SearchModel(CaseworkDb db, SearchMemory memory, PageFrame frame) : PageModel
{
    private const int PageSize = 25;
    private SearchCursor? from;

    public string Query { get; private set; } = "";

    public SearchSort Sort { get; private set; }

    public SearchResult Result { get; private set; } = new(0, []);

    /// <summary>Null on the first page.</summary>
    public string? FirstHref => from is null ? null : MessageLinks.Find(Query, Sort);

    public string? NextHref { get; private set; }

    /// <summary>What people may narrow or widen the search by, each a link.</summary>
    public IReadOnlyList<SearchChoice> Choices => SearchChoice.For(Query, Sort);

    /// <param name="q">What is looked for.</param>
    /// <param name="sort">"best", else the newest first.</param>
    /// <param name="tier">Where the page before ended: how good its last hit was,</param>
    /// <param name="before">and its place.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task OnGetAsync(string? q, string? sort, int? tier, long? before, CancellationToken cancellationToken)
    {
        Query = q ?? "";
        Sort = sort == "best" ? SearchSort.Best : SearchSort.Newest;
        from = before is { } place ? new SearchCursor(Sort == SearchSort.Best ? tier ?? 0 : 0, place) : null;
        frame.SearchQuery = Query;
        // One more than is shown tells whether there is another page.
        var request = new SearchRequest(Query) { Sort = Sort, After = from, Limit = PageSize + 1 };
        var result = await new FindMessages(db.Engine, memory).RunAsync(request, cancellationToken);
        var hits = result.Hits.Take(PageSize).ToList();
        Result = result with { Hits = hits };
        if (result.Hits.Count > PageSize) NextHref = MessageLinks.Find(Query, Sort, hits[^1].Cursor);
    }
}
