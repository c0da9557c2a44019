using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>A message's bytes to take away.</summary>
[Needs(Permission.DownloadAttachment)]
public sealed class OriginalModel(CaseworkDb db, InboxQueries queries, CurrentPerson person, AuditTrail audit)
    : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        var stored = await StoredMessage.LoadAsync(db.Engine, message.Number, cancellationToken);
        await audit.RecordAsync(
            db.Engine, AuditFact.About(InboxActs.OriginalTaken, person.Actor, message.Id), cancellationToken);
        return Download.Of(Response, stored.Bytes, $"{message.Id}.eml");
    }
}
