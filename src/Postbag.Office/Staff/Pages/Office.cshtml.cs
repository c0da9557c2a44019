using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Audit;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

/// <summary>What a manager sets for the whole office.</summary>
[Needs(Permission.ManageOffice)]
public sealed class OfficeModel(OfficeDb db, CurrentOffice office, CurrentPerson person, AuditTrail audit) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter what the office is called."), StringLength(100)]
    public string? Name { get; set; }

    [BindProperty]
    public string? Areas { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter a number of minutes.")]
    [Range(5, 480, ErrorMessage = "Enter a number of minutes from 5 to 480.")]
    public int? IdleMinutes { get; set; }

    [BindProperty]
    public bool SecondFactorForAll { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var record = await db.Offices.AsNoTracking().SingleAsync(cancellationToken);
        (Name, Areas, IdleMinutes, SecondFactorForAll) =
            (record.Name, record.Areas, record.IdleMinutes, record.SecondFactorForAll);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var areas = OfficeAreas.Read(Areas ?? "");
        if (areas is null) ModelState.AddModelError(
            nameof(Areas), "Enter official codes such as E14001063, separated by spaces.");
        if (!ModelState.IsValid) return Page();
        var record = await db.Offices.SingleAsync(cancellationToken);
        record.Name = Name!.Trim();
        record.Areas = areas!;
        record.IdleMinutes = IdleMinutes!.Value;
        record.SecondFactorForAll = SecondFactorForAll;
        await db.ActAsync(
            async token =>
            {
                await db.SaveChangesAsync(token);
                await audit.RecordAsync(
                    db,
                    AuditFact.About(StaffActs.OfficeChanged, person.Actor, record.Id) with
                    {
                        Details =
                        [
                            ("areas", record.Areas),
                            ("idle minutes", $"{record.IdleMinutes}"),
                            ("second factor for all", record.SecondFactorForAll ? "yes" : "no"),
                        ],
                    },
                    token);
            },
            cancellationToken);
        office.Office.Name = record.Name;
        TempData["Notice"] = "Saved.";
        return Redirect(StaffLinks.Office);
    }
}
