using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Campaigns.Pages;
using Postbag.Casework.Workbench.Raising;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Triage.Needs;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>The rules that raise letters: read by everybody, changed by whoever manages the office, and only after they
/// were tried on the newest letters.</summary>
[Needs(Permission.ReadPost)]
public sealed class NeedsModel(RulesOfNeed kept, OfficeDb db, CurrentPerson person) : PageModel
{
    /// <summary>Nobody mends more at once.</summary>
    private const int MostErrors = 20;

    /// <summary>"try", "keep", "standard", "again" or "undo".</summary>
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Rules { get; set; }

    /// <summary>Which text was tried: only that one is kept.</summary>
    [BindProperty]
    public string? Tried { get; set; }

    [BindProperty]
    public long Number { get; set; }

    public IReadOnlyList<KeptRules> History { get; private set; } = [];

    /// <summary>Null before they are tried.</summary>
    public RulesTrial? Trial { get; private set; }

    /// <summary>Whether the program's own are shown although the office has its own.</summary>
    public bool IsStandard { get; private set; }

    public bool MayChange => person.May(Permission.ManageOffice);

    /// <summary>What counts now: the newest that can be read; null for the program's own.</summary>
    public KeptRules? InForce =>
        History.FirstOrDefault(one => one.CanBeRead) is { Content: not null } rules ? rules : null;

    public async Task OnGetAsync(bool standard, CancellationToken cancellationToken)
    {
        History = await kept.HistoryAsync(cancellationToken);
        IsStandard = standard && InForce is not null;
        Rules = IsStandard ? NeedRules.StandardText : InForce?.Content ?? NeedRules.StandardText;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!MayChange) return Forbid();
        Rules = Rules?.ReplaceLineEndings("\n") ?? "";
        try
        {
            if (Act is "try" or "keep" && !await CanCountAsync(cancellationToken))
                return await ShownAsync(cancellationToken);
            TempData["Notice"] = await DoAsync(cancellationToken);
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(PostLinks.Needs);
    }

    /// <summary>Whether the text is understood, and was tried; if not, the page says what is wrong, or tries
    /// it.</summary>
    private async Task<bool> CanCountAsync(CancellationToken cancellationToken)
    {
        var (rules, errors) = NeedRules.Parse(Rules!);
        foreach (var error in errors.Take(MostErrors))
            ModelState.AddModelError(nameof(Rules), $"Line {error.Line}: {error.What}");
        if (rules is null) return false;
        var text = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Rules!)));
        if (Act == "keep" && Tried == text) return true;
        Trial = await new TryRules(db.Engine).RunAsync(rules, cancellationToken);
        Tried = text;
        // The form must say what was tried now, not what it said before.
        ModelState.Remove(nameof(Tried));
        return false;
    }

    private async Task<string> DoAsync(CancellationToken cancellationToken)
    {
        switch (Act)
        {
            case "keep":
                var raised = await kept.KeepAsync(Rules, person.Actor, cancellationToken);
                return raised == 0 ? "They count from now on." : $"They count from now on, and have raised {Words.Count(raised, "letter", "letters")} that waited.";
            case "standard":
                await kept.KeepAsync(null, person.Actor, cancellationToken);
                return "The program’s own rules count from now on.";
            case "again":
                await kept.TakeUpAgainAsync(Number, person.Actor, cancellationToken);
                return "Those rules count again.";
            case "undo":
                await kept.UndoAsync(person.Actor, cancellationToken);
                return "Taken back: the rules before them count again.";
            default:
                throw new Refused("Choose what to do.");
        }
    }

    private async Task<IActionResult> ShownAsync(CancellationToken cancellationToken)
    {
        History = await kept.HistoryAsync(cancellationToken);
        return Page();
    }
}
