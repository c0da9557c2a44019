using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes.Pages;

/// <summary>Asks once more before a mailbox is removed.</summary>
[Needs(Permission.ManageMailboxes)]
public sealed class RemoveModel(CaseworkDb db, Mailboxes mailboxes, MailboxSignal signal, CurrentPerson person)
    : PageModel
{
    public Mailbox Mailbox { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Id<Mailbox> id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        await mailboxes.RemoveAsync(Mailbox, person.Actor, cancellationToken);
        signal.Ring();
        TempData["Notice"] = "The mailbox is removed. Its mail stays.";
        return Redirect(MailboxLinks.Index);
    }

    private async Task<bool> LoadAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        var mailbox = await db.Mailboxes.Include(m => m.Folders)
            .SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        if (mailbox is not null) Mailbox = mailbox;
        return mailbox is not null;
    }
}
