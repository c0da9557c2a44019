using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>A message as it came, as text.</summary>
[Needs(Permission.ReadPost)]
public sealed class SourceModel(CaseworkDb db, InboxQueries queries, CurrentPerson person) : PageModel
{
    public Message Message { get; private set; } = null!;

    public string Text { get; private set; } = "";

    public bool IsCut { get; private set; }

    public bool MayDownload => person.May(Permission.DownloadAttachment);

    public async Task<IActionResult> OnGetAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        Message = message;
        var stored = await StoredMessage.LoadAsync(db.Engine, message.Number, cancellationToken);
        Text = SourceText.Of(stored.Bytes.Span);
        IsCut = stored.Bytes.Length > SourceText.MaxBytes;
        return Page();
    }
}
