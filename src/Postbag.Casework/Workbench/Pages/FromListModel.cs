using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>A form that is sent from a list, or from a letter beside one, and leads back there.</summary>
public abstract class FromListModel : PageModel
{
    [BindProperty]
    public string? List { get; set; }

    [BindProperty]
    public string? Pile { get; set; }

    [BindProperty]
    public int? Campaign { get; set; }

    /// <summary>What the list is narrowed to, such as "issue:Water".</summary>
    [BindProperty]
    public string? Label { get; set; }

    /// <summary>The list; null if the form was sent from elsewhere.</summary>
    protected PostFilter? Filter => PostFilter.Read(List, Pile, Campaign, Label);

    public IActionResult OnGet() => Redirect(PostLinks.Bench);

    /// <summary>To a letter of the list; where there is none, to the list; where there is no list, to all the
    /// post.</summary>
    protected RedirectResult Leave(Id<Message>? letter) => Redirect((letter, Filter) switch
    {
        ({ } id, { } filter) => PostLinks.Show(id, filter),
        ({ } id, null) => MessageLinks.Show(id),
        (null, { } filter) => PostLinks.List(filter),
        _ => PostLinks.Bench,
    });
}
