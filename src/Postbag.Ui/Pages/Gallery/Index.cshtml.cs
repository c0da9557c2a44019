using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Hosting;

namespace Postbag.Ui.Pages.Gallery;

/// <summary>
/// Every part in every state, with invented letters: for whoever writes pages, and for the browser tests. Development
/// only.
/// </summary>
[AllowAnonymous]
public sealed class IndexModel(IWebHostEnvironment environment, PageFrame frame) : PageModel
{
    /// <summary>What can be shown, in the order of the rail.</summary>
    internal static readonly string[] Shows =
        ["parts", "forms", "inbox", "letter", "empty", "found", "audit", "jobs", "sessions", "sign-in", "two-step",
            "two-step-set-up"];

    private static readonly string[] WithoutPerson = ["sign-in", "two-step", "two-step-set-up"];

    public string Show { get; private set; } = Shows[0];

    public string? Email { get; private set; } = "someone@example.org";

    public string? Password { get; private set; }

    public string? Code { get; private set; }

    public string? Reason { get; private set; }

    public string Role { get; private set; } = "caseworker";

    public string? Place { get; private set; }

    public bool Remember { get; private set; } = true;

    public IReadOnlyList<SelectListItem> Roles { get; } =
    [
        new("Representative", "representative"), new("Office manager", "manager"), new("Caseworker", "caseworker"),
        new("Volunteer", "volunteer"), new("Auditor", "auditor"),
    ];

    public IActionResult OnGet(string? show, string? side, bool errors)
    {
        if (!environment.IsDevelopment() || (show is not null && !Shows.Contains(show, StringComparer.Ordinal)))
            return NotFound();

        Show = show ?? Show;
        DressFrame(side);
        if (errors)
        {
            ModelState.AddModelError(nameof(Email), "Enter an email address, like name@example.org");
            ModelState.AddModelError(nameof(Reason), "Say why, in a few words");
            ModelState.AddModelError(nameof(Role), "Choose a role");
        }

        return Page();
    }

    private void DressFrame(string? side)
    {
        var isParty = side == "party";
        frame.Side = isParty ? Side.Party : Side.Casework;
        frame.OfficeName = isParty ? "Harrowmere & Aberwen members"
            : "Office of Aeronwen Pritchard, Harrowmere & Aberwen";
        frame.Footnote = "Gallery: invented people";
        if (WithoutPerson.Contains(Show, StringComparer.Ordinal))
            return;

        frame.Person = new FramePerson("Tomos Fairweather", isParty ? "Organiser" : "Caseworker",
            [new("Your sign-ins", "#"), new("Security", "#")]);
        frame.SearchHref = "/_gallery/found";
        frame.SearchQuery = Show == "found" ? "damp" : null;
        frame.SearchLabel = isParty ? "Search members" : "Search letters";
        frame.Navigation = isParty
            ? [new("Members", "/_gallery/parts?side=party", "members", IsCurrent: true, Key: "g m"),
                new("Staff", "#", "people")]
            : [.. Shows.Select(show => new NavigationItem(
                Words(show), "/_gallery/" + show, IconOf(show), show == "inbox" ? 1412 : null, "unread", show == Show,
                show == "inbox" ? "g i" : null))];
    }

    private static string Words(string show) => char.ToUpperInvariant(show[0]) + show[1..].Replace('-', ' ');

    private static string IconOf(string show) => show switch
    {
        "inbox" or "empty" => "inbox",
        "letter" => "open",
        "found" => "search",
        "audit" => "audit",
        "jobs" => "jobs",
        "sessions" => "device",
        _ => "keys",
    };
}
