using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.Elsewhere.Pages;

/// <summary>The words of every answer to somebody else's constituents.</summary>
[Needs(Permission.ManageOffice)]
public sealed class WordsModel(ElsewhereAnswers answers, CurrentPerson person) : PageModel
{
    [BindProperty]
    public string? Written { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter a number of days.")]
    [Range(1, ElsewhereWords.MaxKeepDays, ErrorMessage = "Enter a number of days from 1 to 365.")]
    public int? KeepDays { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var words = await answers.WordsAsync(cancellationToken);
        (Written, KeepDays) = (words.Content, words.KeepDays);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (ElsewhereWords.WhyNot(Written ?? "") is { } reason) ModelState.AddModelError(nameof(Written), reason);
        if (!ModelState.IsValid) return Page();
        await answers.SetWordsAsync(new ElsewhereWords(Written!, KeepDays!.Value), person.Actor, cancellationToken);
        TempData["Notice"] = "Saved. Answers that are drafted from now on say so.";
        return Redirect(ElsewhereLinks.Words);
    }
}
