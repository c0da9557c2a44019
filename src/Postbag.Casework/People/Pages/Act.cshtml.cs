using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.People.Pages;

/// <summary>What the person's page does: each leads back to it, with a notice.</summary>
[Needs(Permission.WorkPeople)]
public sealed class ActModel(PeopleQueries queries, PeopleActs acts, CurrentPerson reader) : PageModel
{
    [BindProperty]
    public string? Note { get; set; }

    public IActionResult OnGet(Id<Person> id) => Redirect(PeopleLinks.Show(id));

    public async Task<IActionResult> OnPostUndoAsync(Id<Person> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } person) return NotFound();
        try
        {
            var undone = await acts.UndoAsync(person, reader.Actor, cancellationToken);
            TempData["Notice"] = undone is { } kind
                ? $"Taken back: {PeopleWords.Of(kind)}." : "There is nothing to take back.";
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(PeopleLinks.Show(person.Id));
    }

    public async Task<IActionResult> OnPostNoteAsync(Id<Person> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } person) return NotFound();
        try
        {
            await acts.NoteAsync(
                person, (Note ?? "")[..Math.Min(Note?.Length ?? 0, 10_000)], reader.Actor, cancellationToken);
            TempData["Notice"] = "Written down.";
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(PeopleLinks.Show(person.Id));
    }
}
