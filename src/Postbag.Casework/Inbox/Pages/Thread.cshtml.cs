using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox.Threads;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>Joins, splits, keeps apart, undoes. Each is a button on a letter's page, which it leads back to.</summary>
[Needs(Permission.MarkPost)]
public sealed class ThreadModel(
    CaseworkDb db, InboxQueries queries, CurrentPerson person, AuditTrail audit, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Act { get; set; }

    /// <summary>The letter a suggestion is about; the one that is open unless set.</summary>
    [BindProperty]
    public string? Of { get; set; }

    [BindProperty]
    public string? Other { get; set; }

    /// <summary>The other letter's address as it was pasted.</summary>
    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public long? Number { get; set; }

    public IActionResult OnGet(Id<Message> id) => Redirect(MessageLinks.Show(id));

    public async Task<IActionResult> OnPostAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        TempData["Notice"] = await ActAsync(message, cancellationToken);
        return Redirect(MessageLinks.Show(id));
    }

    /// <returns>What was done, or why not, in a sentence.</returns>
    private async Task<string> ActAsync(Message message, CancellationToken cancellationToken)
    {
        var change = new ChangeThreads(db.Engine, audit, clock);
        var about = Of is null ? message : await FindAsync(Of, cancellationToken);
        var other = await FindAsync(Other ?? Address, cancellationToken);
        return Act switch
        {
            "split" when about is not null =>
                await change.SplitAsync(about, person.Actor, cancellationToken) ?? "Split. It can be undone below.",
            "undo" when Number is { } act =>
                await change.UndoAsync(message, act, person.Actor, cancellationToken) ?? "Undone.",
            "join" when about is not null && other is not null =>
                await change.JoinAsync(about, other, person.Actor, cancellationToken)
                    ?? "Joined. It can be undone below.",
            "apart" when about is not null && other is not null =>
                await change.KeepApartAsync(about, other, person.Actor, cancellationToken)
                    ?? "It won’t be suggested again.",
            _ => "There is no such letter. Open it, and copy its address from your browser.",
        };
    }

    private async Task<Message?> FindAsync(string? written, CancellationToken cancellationToken)
    {
        var last = written?.Split('?')[0].TrimEnd('/').Split('/')[^1].Trim();
        return Id<Message>.TryParse(last, null, out var id) ? await queries.FindAsync(id, cancellationToken) : null;
    }
}
