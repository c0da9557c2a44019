using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office;
using Postbag.Office.Jobs;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.Inbox.Reconciliation.Pages;

/// <summary>Where post comes from: what was counted there, what is here, and what is missing and why.</summary>
[Needs(Permission.SeeSources)]
public sealed class SourcesModel(
    CaseworkDb db, CurrentOffice office, CurrentPerson person, JobQueue jobs, TimeProvider clock) : PageModel
{
    /// <summary>How many missing messages of a source the page names.</summary>
    public const int MaxShown = 50;

    public IReadOnlyList<SourceReport> Sources { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public bool MayReconcile => person.May(Permission.ImportPost);

    public bool MayManageMailboxes => person.May(Permission.ManageMailboxes);

    public string TitleOf(SourceReport report) => SourceListings.TitleOf(office.Office, report.Source.Kind);

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Sources = await new KnownSources(db.Engine, clock).ReportAsync(cancellationToken);

    /// <summary>Counts again, as a job.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!MayReconcile) return Forbid();
        // A key of its own: the nightly one is waiting already, and asking for it wouldn't hurry it.
        await jobs.AddAsync(
            db, InboxJobs.Reconcile, null, person.Id, InboxJobs.Reconcile.Key + ".asked", cancellationToken);
        TempData["Notice"] = "Counting again. Come back in a moment, or look at Jobs.";
        return Redirect(SourceLinks.Index);
    }
}
