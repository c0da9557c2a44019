using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Jobs;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere.Pages;

/// <summary>What the short clock deletes within two weeks: to be held, let go again, and allowed where it
/// asks.</summary>
[Needs(Permission.WorkPeople)]
public sealed class ClockModel(
    ShortClock shortClock, InboxQueries inbox, CaseworkDb db, JobQueue jobs, CurrentPerson reader, TimeProvider clock)
    : PageModel
{
    public ClockStanding Standing { get; private set; } = null!;

    public DateOnly Today => ShortClock.Today(clock);

    /// <summary>What empties shelves is an office manager's to say.</summary>
    public bool MayAllow => reader.May(Permission.ManageOffice);

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Standing = await shortClock.StandingAsync(cancellationToken);

    public Task<IActionResult> OnPostHoldAsync(Id<Message> id, CancellationToken cancellationToken) =>
        ActAsync(id, shortClock.HoldAsync, "Held: it stays until somebody lets it go again.", cancellationToken);

    public Task<IActionResult> OnPostReleaseAsync(Id<Message> id, CancellationToken cancellationToken) =>
        ActAsync(id, shortClock.ReleaseAsync, "It goes when its day has come.", cancellationToken);

    public async Task<IActionResult> OnPostAllowAsync(long shown, CancellationToken cancellationToken)
    {
        if (!MayAllow) return Forbid();
        try
        {
            await shortClock.AllowAsync(shown, reader.Actor, cancellationToken);
            // What is allowed holds for today: the next look comes now.
            await jobs.HastenAsync(db.Engine, ElsewhereJobs.Delete, cancellationToken);
            TempData["Notice"] = "The clock goes on.";
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(ElsewhereLinks.Clock);
    }

    /// <summary>When a letter goes, or why it doesn't.</summary>
    public string Goes(ClockedLetter letter)
    {
        var day = letter.DeleteOn.ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
        return letter.IsHeld ? "Held"
            : !letter.IsElsewhere ? "Stays: its writer may be a constituent after all"
            : letter.DeleteOn > Today ? day
            : letter.IsAnnounced ? $"{day}, with the next look at the clock"
            : $"{day}, when it has stood here for {ShortClock.AnnouncedDays} days";
    }

    private async Task<IActionResult> ActAsync(
        Id<Message> id, Func<Message, Office.Audit.Actor, CancellationToken, Task> act, string done,
        CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        try
        {
            await act(message, reader.Actor, cancellationToken);
            TempData["Notice"] = done;
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(ElsewhereLinks.Clock);
    }
}
