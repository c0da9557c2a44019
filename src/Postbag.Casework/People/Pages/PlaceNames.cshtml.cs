using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.People.Pages;

/// <summary>Which names of places are the office's own: what only people who live there know.</summary>
[Needs(Permission.MovePeople)]
public sealed class PlaceNamesModel(OfficeDb db, AuditTrail audit, CurrentPerson reader) : PageModel
{
    [BindProperty, StringLength(200_000, ErrorMessage = "Enter at most 200,000 characters.")]
    public string? Ours { get; set; }

    [BindProperty, StringLength(200_000, ErrorMessage = "Enter at most 200,000 characters.")]
    public string? Elsewhere { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        var names = await PlaceNames.LoadAsync(connection, cancellationToken);
        (Ours, Elsewhere) = (string.Join('\n', names.Ours), string.Join('\n', names.Elsewhere));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        PlaceNames names;
        try
        {
            names = PlaceNames.Read(Ours ?? "", Elsewhere ?? "");
        }
        catch (CannotException refusal)
        {
            ModelState.AddModelError(nameof(Ours), refusal.Message);
            return Page();
        }

        await names.KeepAsync(db.Engine, audit, reader.Actor, cancellationToken);
        TempData["Notice"] = "Saved. Grades are given anew within some minutes.";
        return Redirect(PeopleLinks.Places);
    }
}
