using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes.Pages;

/// <summary>One mailbox: how it is, which folders, since when; tested, paused, given another password.</summary>
[Needs(Permission.ManageMailboxes)]
public sealed class ShowModel(
    CaseworkDb db, Mailboxes mailboxes, MailboxDoor door, CurrentOffice office, MailboxSignal signal,
    CurrentPerson person, TimeProvider clock) : PageModel
{
    public Mailbox Mailbox { get; private set; } = null!;

    public SourceReport Report { get; private set; } = null!;

    public DateTimeOffset Now => clock.GetUtcNow();

    public string SecurityText => Mailbox.Security switch
    {
        ImapSecurity.Tls => "TLS from the start",
        ImapSecurity.StartTls => "STARTTLS",
        _ => "not encrypted",
    };

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    [BindProperty]
    public DateOnly? SinceOn { get; set; }

    [BindProperty, StringLength(10_000)]
    public string? Secret { get; set; }

    public async Task<IActionResult> OnGetAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        Chosen = [.. Mailbox.Folders.Where(folder => folder.IsChosen).Select(folder => folder.Name)];
        SinceOn = Mailbox.SinceOn;
        return Page();
    }

    public async Task<IActionResult> OnPostChooseAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (Chosen.Count == 0)
            ModelState.AddModelError(nameof(Chosen), "Choose at least one folder, or pause the mailbox.");
        if (!ModelState.IsValid) return Page();
        await mailboxes.ChooseAsync(Mailbox, Chosen, SinceOn, person.Actor, cancellationToken);
        return Done("Saved.");
    }

    public async Task<IActionResult> OnPostPauseAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        await mailboxes.PauseAsync(Mailbox, true, person.Actor, cancellationToken);
        return Done("Nothing is fetched from it until you start again.");
    }

    public async Task<IActionResult> OnPostResumeAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        await mailboxes.PauseAsync(Mailbox, false, person.Actor, cancellationToken);
        return Done("Fetching has started. Jobs shows how far it is.");
    }

    public async Task<IActionResult> OnPostTestAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        try
        {
            var tried = await mailboxes.TestAsync(Mailbox, person.Actor, cancellationToken);
            var messages = tried.Sum(folder => (long)(folder.Messages ?? 0));
            return Done($"It opens: {tried.Count:N0} folders with {messages:N0} messages.");
        }
        catch (Exception failure) when (failure is ImapException or CannotException)
        {
            return Done($"It doesn't open. {failure.Message}");
        }
    }

    public async Task<IActionResult> OnPostSecretAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (Secret is not { Length: > 0 } entered)
        {
            ModelState.AddModelError(
                nameof(Secret), Mailbox.UsesTokens ? "Enter the refresh token." : "Enter the password.");
            await OnGetAsync(id, cancellationToken);
            return Page();
        }

        var secret = Mailbox.UsesTokens
            ? door.Secrets.Decrypt(office.Office, Mailbox.Id, Mailbox.Secret) with { RefreshToken = entered.Trim() }
            : new MailboxSecret(entered);
        await mailboxes.SetSecretAsync(Mailbox, secret, person.Actor, cancellationToken);
        return Done("Saved. It is tried with the next fetch.");
    }

    private async Task<bool> LoadAsync(Id<Mailbox> id, CancellationToken cancellationToken)
    {
        var mailbox = await db.Mailboxes.Include(m => m.Folders)
            .SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        if (mailbox is null) return false;
        Mailbox = mailbox;
        Report = (await new KnownSources(db.Engine, clock).ReportAsync(cancellationToken))
            .Single(report => report.Source.Number == mailbox.Source);
        return true;
    }

    private RedirectResult Done(string notice)
    {
        signal.Ring();
        TempData["Notice"] = notice;
        return Redirect(MailboxLinks.Show(Mailbox.Id));
    }
}
