using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>An attachment to take away. It never opens here.</summary>
[Needs(Permission.DownloadAttachment)]
public sealed class AttachmentModel(CaseworkDb db, InboxQueries queries, CurrentPerson person, AuditTrail audit)
    : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Message> id, int number, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        var mime = (await StoredMessage.LoadAsync(db.Engine, message.Number, cancellationToken)).Message;
        if (number < 1 || number > mime.Attachments.Count) return NotFound();
        var attachment = mime.Attachments[number - 1];
        await audit.RecordAsync(
            db.Engine,
            AuditFact.About(InboxActs.AttachmentTaken, person.Actor, message.Id)
                with { Details = [("number", $"{number}")] },
            cancellationToken);
        return Download.Of(Response, attachment.Content, AttachmentWords.Shown(attachment.Name));
    }
}
