using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox.Search;
using Postbag.Office.Security;
using Postbag.Ui;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>What a search found, newest first.</summary>
[Needs(Permission.SearchPost)]
public sealed class SearchModel(CaseworkDb db, PageFrame frame) : PageModel
{
    private const int PageSize = 25;
    private long? from;

    public string Query { get; private set; } = "";

    public SearchResult Result { get; private set; } = new(0, []);

    /// <summary>Null on the first page.</summary>
    public string? FirstHref => from is null ? null : MessageLinks.Find(Query);

    public string? OlderHref { get; private set; }

    public async Task OnGetAsync(string? q, long? before, CancellationToken cancellationToken)
    {
        Query = q ?? "";
        from = before;
        frame.SearchQuery = Query;
        // One more than is shown tells whether there is another page.
        var result = await new FindMessages(db.Engine).RunAsync(Query, before, PageSize + 1, cancellationToken);
        var hits = result.Hits.Take(PageSize).ToList();
        Result = result with { Hits = hits };
        if (result.Hits.Count > PageSize) OlderHref = MessageLinks.Find(Query, hits[^1].Place);
    }
}
