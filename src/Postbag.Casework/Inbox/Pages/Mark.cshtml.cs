using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>Marks a message read or unread.</summary>
[Needs(Permission.MarkPost)]
public sealed class MarkModel(CaseworkDb db, InboxQueries queries) : PageModel
{
    [BindProperty]
    public bool Unread { get; set; }

    public IActionResult OnGet(Id<Message> id) => Redirect(MessageLinks.Show(id));

    public async Task<IActionResult> OnPostAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        await new MarkMessage(db.Engine).RunAsync(message.Number, Unread, cancellationToken);
        TempData["Notice"] = Unread ? "Marked unread: it waits for someone in the list." : "Marked read.";
        // Opening it would mark it read again.
        return Redirect(MessageLinks.Inbox);
    }
}
