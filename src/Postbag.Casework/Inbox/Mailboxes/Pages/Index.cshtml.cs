using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office.Security;

namespace Postbag.Casework.Inbox.Mailboxes.Pages;

/// <summary>The mailboxes that are fetched, and how each is.</summary>
[Needs(Permission.ManageMailboxes)]
public sealed class IndexModel(CaseworkDb db, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(Mailbox Mailbox, SourceReport Report)> Mailboxes { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var reports = (await new KnownSources(db.Engine, clock).ReportAsync(cancellationToken))
            .ToDictionary(report => report.Source.Number);
        var mailboxes = await db.Mailboxes.AsNoTracking().Include(m => m.Folders).OrderBy(m => m.UserName)
            .ToListAsync(cancellationToken);
        Mailboxes = [.. mailboxes.Select(mailbox => (mailbox, reports[mailbox.Source]))];
    }
}
