using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Places;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere.Pages;

/// <summary>The drafted answer to somebody else's constituent: to be read, changed, copied or taken back.</summary>
[Needs(Permission.WorkPeople)]
public sealed class ShowModel(
    InboxQueries inbox, PeopleQueries people, ElsewhereAnswers answers, PlacesFolder places, CurrentPerson reader)
    : PageModel
{
    /// <summary>Mail programs take no longer addresses than this.</summary>
    private const int MaxMailTo = 1_900;

    [BindProperty]
    public string? Written { get; set; }

    public Message Message { get; private set; } = null!;

    public ElsewhereAnswer Answer { get; private set; } = null!;

    /// <summary>The words that the licences of postcodes and boundaries ask for; null if none have been
    /// imported.</summary>
    public string? Attribution => places.Index is { } index ? PlaceAttribution.For(index) : null;

    public bool MayManage => reader.May(Permission.ManageOffice);

    /// <summary>Opens the answer in the reader's own mail program; null where it is too long for that, or nobody can be
    /// answered.</summary>
    public string? MailTo
    {
        get
        {
            if (Message.SenderAddress.Length == 0) return null;
            var address = $"mailto:{Uri.EscapeDataString(Message.SenderAddress)}?subject={Uri.EscapeDataString("Re: " + Message.Subject)}"
                + $"&body={Uri.EscapeDataString(Answer.Content.Replace("\n", "\r\n", StringComparison.Ordinal))}";
            return address.Length <= MaxMailTo ? address : null;
        }
    }

    public async Task<IActionResult> OnGetAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        if (await answers.FindAsync(message.Number, cancellationToken) is not { } answer)
            return Redirect(MessageLinks.Show(id));
        (Message, Answer, Written) = (message, answer, answer.Content);
        return Page();
    }

    public async Task<IActionResult> OnPostDraftAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        await answers.DraftAsync(
            message, await people.OfMessageAsync(message.Number, cancellationToken), reader.Actor, cancellationToken);
        return Redirect(ElsewhereLinks.Show(id));
    }

    public async Task<IActionResult> OnPostAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        try
        {
            await answers.SaveAsync(message, Written ?? "", reader.Actor, cancellationToken);
            TempData["Notice"] = "Saved.";
            return Redirect(ElsewhereLinks.Show(id));
        }
        catch (Refused refusal)
        {
            if (await answers.FindAsync(message.Number, cancellationToken) is not { } answer)
                return Redirect(MessageLinks.Show(id));
            (Message, Answer) = (message, answer);
            ModelState.AddModelError(nameof(Written), refusal.Message);
            return Page();
        }
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Id<Message> id, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        try
        {
            await answers.TakeBackAsync(message, reader.Actor, cancellationToken);
            TempData["Notice"] = "The draft is gone, and the letter is kept like any other.";
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(MessageLinks.Show(id));
    }
}
