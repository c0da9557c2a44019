using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>The inbox, newest first.</summary>
[Needs(Permission.ReadPost)]
public sealed class IndexModel(InboxQueries queries, TimeProvider clock) : PageModel
{
    public InboxList List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        bool unread, long? before, long? after, CancellationToken cancellationToken)
    {
        var page = await queries.PageAsync(unread, before, after, cancellationToken);
        // The newest page has one address, whichever way one came to it.
        if (after is not null && !page.Newer) return Redirect(MessageLinks.List(unread));
        List = new InboxList(
            page, await queries.TallyAsync(cancellationToken), clock.GetUtcNow(), unread, before, after, Current: null);
        return Page();
    }
}
