using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>What to do when a letter speaks of danger.</summary>
[Needs(Permission.ReadPost)]
public sealed class SafeguardingModel : PageModel;
