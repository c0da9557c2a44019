using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Postbag.Office.Staff.Pages;

/// <summary>Leads everyone to the first place that is open to them: an auditor has no inbox.</summary>
[Authorize]
public sealed class HomeModel(OfficeFrame frame) : PageModel
{
    public IActionResult OnGet() => Redirect(frame.Places.FirstOrDefault()?.Href ?? StaffLinks.Security);
}
