using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.People.Pages;

/// <summary>Says whose a message is, from the message's page: each leads back to it, with a notice.</summary>
[Needs(Permission.WorkPeople)]
public sealed class OfMessageModel(PeopleQueries queries, PeopleActs acts, InboxQueries inbox, CurrentPerson reader)
    : PageModel
{
    [BindProperty]
    public Id<Person>? Person { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public IActionResult OnGet(Id<Message> id) => Redirect(MessageLinks.Show(id));

    public Task<IActionResult> OnPostTheirsAsync(Id<Message> id, CancellationToken cancellationToken) => DoAsync(
        id, "It is theirs now.", (message, person, token) => acts.LinkAsync(person, message, reader.Actor, token),
        cancellationToken);

    public Task<IActionResult> OnPostNotTheirsAsync(Id<Message> id, CancellationToken cancellationToken) => DoAsync(
        id, "It isn’t theirs any more. You can take that back on their page.",
        (message, person, token) => acts.UnlinkAsync(person, message, reader.Actor, token), cancellationToken);

    public async Task<IActionResult> OnPostNewAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        try
        {
            await acts.MakeAsync(message.Number, Name ?? "", reader.Actor, cancellationToken);
            TempData["Notice"] = "A new person was made.";
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(MessageLinks.Show(id));
    }

    private async Task<IActionResult> DoAsync(
        Id<Message> id, string notice, Func<long, Person, CancellationToken, Task> act,
        CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        if (Person is not { } chosen || await queries.FindAsync(chosen, cancellationToken) is not { } person)
            return NotFound();
        try
        {
            await act(message.Number, await queries.MemberAsync(person, message.Number, cancellationToken),
                cancellationToken);
            TempData["Notice"] = notice;
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(MessageLinks.Show(id));
    }
}
