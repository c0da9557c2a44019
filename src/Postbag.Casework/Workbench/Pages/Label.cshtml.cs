using Microsoft.AspNetCore.Mvc;
using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench.Labels;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>Keeps what a person says a letter is about; the next suggestions have learnt it.</summary>
[Needs(Permission.MarkPost)]
public sealed class LabelModel(OfficeLabels labels, PostActs acts, InboxQueries messages, CurrentPerson person)
    : FromListModel
{
    [BindProperty]
    public Id<Message> Open { get; set; }

    /// <summary>A label by the key of its axis; empty where nothing was chosen.</summary>
    [BindProperty]
    public Dictionary<string, string?> Labels { get; set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await messages.FindAsync(Open, cancellationToken) is not { } message) return NotFound();
        var said = Labels.Where(pair => pair.Value is { Length: > 0 })
            .ToDictionary(pair => pair.Key, pair => pair.Value!);
        var changed = await acts.LabelAsync(
            message.Number, await labels.KnownAsync(said, cancellationToken), person.Actor, cancellationToken);
        TempData["Notice"] = changed == 0
            ? "Nothing changed." : "Kept, and learnt. Undo takes it back and unlearns it.";
        return Leave(Open);
    }
}
