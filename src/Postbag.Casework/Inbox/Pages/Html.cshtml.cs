using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox.Html;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>A message's HTML, made harmless, for the frame on its page.</summary>
[Needs(Permission.ReadPost)]
public sealed class HtmlModel(CaseworkDb db, InboxQueries queries) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Message> id, string? pictures, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { State: MessageState.Read } message)
            return NotFound();
        var mime = (await StoredMessage.LoadAsync(db.Engine, message.Number, cancellationToken)).Message;
        var asked = pictures switch { "own" => Pictures.Own, "all" => Pictures.All, _ => Pictures.Blurred };
        var safe = SafeHtml.Of(mime.Html ?? "", asked, MessagePictures.In(mime));
        Response.Headers.ContentSecurityPolicy = HtmlFrame.PolicyFor(asked);
        return Content(HtmlFrame.Page(safe, MessageLanguage.Of(mime)), "text/html; charset=utf-8");
    }
}
