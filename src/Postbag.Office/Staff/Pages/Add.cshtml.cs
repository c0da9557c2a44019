using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

[Needs(Permission.ManageStaff)]
public sealed class AddModel(Staffing staffing, CurrentPerson person, TimeProvider clock) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter their name."), StringLength(100)]
    public string? Name { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter their e-mail address."), StringLength(254)]
    public string? Email { get; set; }

    [BindProperty, Required(ErrorMessage = "Choose a role.")]
    public Role? Role { get; set; }

    /// <summary>Null until someone was added.</summary>
    public ShownLink? Link { get; private set; }

    public void OnGet()
    {
        // the form is empty
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (ModelState.IsValid && await staffing.WhyNotAddAsync(Email!, cancellationToken) is { } refusal)
            ModelState.AddModelError(nameof(Email), refusal.Sentence);
        if (!ModelState.IsValid) return Page();
        var (member, secret) = await staffing.AddAsync(Email!, Name!, Role!.Value, person.Actor, cancellationToken);
        Link = ShownLink.Of(member, secret, Request, clock);
        return Page();
    }
}
