using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Security;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>How many messages have come in, told whenever the number changes. The page shows the difference as a count
/// to press: rows never jump.</summary>
[Needs(Permission.ReadPost)]
public sealed class NewsModel(OfficeDb db) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await EventStream.TellAsync(HttpContext, CountAsync, cancellationToken);
        return new EmptyResult();
    }

    private async Task<string> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        var messages = await connection.NumberAsync("SELECT messages FROM inbox_tally", cancellationToken) ?? 0;
        return messages.ToString(CultureInfo.InvariantCulture);
    }
}
