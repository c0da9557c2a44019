using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Postbag.Casework.Workbench.Views;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>Keeps a list under a name, removes one, puts it back.</summary>
[Needs(Permission.MarkPost)]
public sealed class ViewsModel(KeptViews views, CurrentPerson person) : FromListModel
{
    /// <summary>How the list hears, once, that one was removed and can be put back.</summary>
    public const string Removed = "RemovedView";

    /// <summary>"keep", "remove" or "put-back".</summary>
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool Offices { get; set; }

    [BindProperty]
    public long Number { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            TempData["Notice"] = await DoAsync(cancellationToken);
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Leave(null);
    }

    private async Task<string> DoAsync(CancellationToken cancellationToken)
    {
        if (Act == "put-back")
            return await views.PutBackAsync(Number, person.Actor, cancellationToken)
                ? "It is back." : "There is nothing to put back.";
        if (Act == "remove")
        {
            if (!await views.RemoveAsync(Number, person.Actor, cancellationToken)) return "It isn’t there any longer.";
            TempData[Removed] = Number.ToString(CultureInfo.InvariantCulture);
            return "Removed.";
        }

        if (Act != "keep" || Filter is not { } filter) throw new Refused("Choose what to do.");
        await views.KeepAsync(Name ?? "", filter, Offices, person.Actor, cancellationToken);
        return "Kept: it stands beside every list.";
    }
}
