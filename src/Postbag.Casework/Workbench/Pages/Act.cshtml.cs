using Microsoft.AspNetCore.Mvc;
using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench.Labels;
using Postbag.Office;
using Postbag.Office.Calendar;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>What is done with the post: with the letter that is open, with those chosen, or with all of a list. Leads
/// to the next letter of the list, or back to it.</summary>
[Needs(Permission.MarkPost)]
public sealed class ActModel(
    PostQueries queries, PostActs acts, OfficeLabels labels, InboxQueries messages, CurrentPerson person,
    TimeProvider clock)
    : FromListModel
{
    /// <summary>"case", "answered", "done", "not-ours", "later-1", "later-7", "later-30", "later", "hand", "flag",
    /// "unflag", "move", "back", "copies", "undo".</summary>
    [BindProperty]
    public string? Act { get; set; }

    /// <summary>The letter that is open; null for an act on a list.</summary>
    [BindProperty]
    public Id<Message>? Open { get; set; }

    /// <summary>The last act on it that its page knew of; 0 for none.</summary>
    [BindProperty]
    public long? Seen { get; set; }

    [BindProperty]
    public List<long> Chosen { get; set; } = [];

    /// <summary>Whether all that match are meant, not only this page's.</summary>
    [BindProperty]
    public bool All { get; set; }

    [BindProperty]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? MoveTo { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Act == "undo") return await UndoAsync(cancellationToken);
        var open = Open is { } id ? await messages.FindAsync(id, cancellationToken) : null;
        if (Open is not null && open is null) return NotFound();
        var next = open is { Place: { } place } && Filter is { } filter
            ? await queries.NextAsync(filter, person.Id, place, cancellationToken) : null;
        try
        {
            var changed = await acts.RunAsync(
                await MeantAsync(open, cancellationToken), Read() with { Seen = open is null ? null : Seen },
                await LabelsAsync(open, cancellationToken), person.Actor, cancellationToken);
            TempData["Notice"] = Say(changed);
            // A flag is no end of a letter.
            if (Act is "flag" or "unflag") next = Open;
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
            next = Open;
        }

        return Leave(next ?? (Filter is null ? Open : null));
    }

    private async Task<IActionResult> UndoAsync(CancellationToken cancellationToken)
    {
        var back = await acts.UndoAsync(person.Actor, cancellationToken);
        TempData["Notice"] = back switch
        {
            null => "There is nothing to take back.",
            { Kept: > 0 } => $"Taken back for {Letters(back.Items)}. {Letters(back.Kept)} stay as somebody has left them since.",
            _ => $"Taken back for {Letters(back.Items)}.",
        };
        return Leave(Open);
    }

    private async Task<IReadOnlyList<long>> MeantAsync(Message? open, CancellationToken cancellationToken)
    {
        if (open is not null) return [open.Number];
        if (Act == "copies" && Campaign is { } campaign) return await queries.CopiesAsync(campaign, cancellationToken);
        return All && Filter is { } filter ? await queries.NumbersAsync(filter, person.Id, cancellationToken) : Chosen;
    }

    /// <summary>Whoever moves a letter, or makes it a case, says what kind it is. Nothing is learnt of many at once,
    /// which nobody has read one by one, nor of a campaign's letter, whose words aren't its writer's; nor from what is
    /// merely done with.</summary>
    private async Task<IReadOnlyDictionary<string, string>> LabelsAsync(
        Message? open, CancellationToken cancellationToken)
    {
        var kind = (Act, Piles.Read(MoveTo)) switch
        {
            ("case", _) or ("move", Workbench.Pile.Cases) => OfficeLabels.CaseKind,
            ("move", Workbench.Pile.Agencies) => "agency's reply",
            ("move", Workbench.Pile.Invitations) => "invitation",
            ("move", Workbench.Pile.Replies) => "reply to us",
            ("move", Workbench.Pile.Automatic) => "automatic",
            ("move", Workbench.Pile.Letters) => "campaign or policy",
            _ => null,
        };
        if (kind is null || open is null
            || await queries.FindAsync(open.Number, cancellationToken) is not { Campaign: null })
            return new Dictionary<string, string>();
        return await labels.KnownAsync(
            new Dictionary<string, string> { [OfficeLabels.Kind] = kind }, cancellationToken);
    }

    private PostAct Read() => Act switch
    {
        "case" => new PostAct(PostActKind.Case),
        "answered" => new PostAct(PostActKind.Answered),
        "done" => new PostAct(PostActKind.NoAnswerNeeded),
        "not-ours" => new PostAct(PostActKind.NotOurs),
        "copies" or "campaign" => new PostAct(PostActKind.WithCampaign),
        "later-1" => new PostAct(PostActKind.Parked, Until: Morning(1)),
        "later-7" => new PostAct(PostActKind.Parked, Until: Morning(7)),
        "later-30" => new PostAct(PostActKind.Parked, Until: Morning(30)),
        "later" => new PostAct(PostActKind.Parked, Until: Until is { } day ? MorningOf(day) : null),
        "hand" => new PostAct(PostActKind.HandedOver, To: Id<StaffMember>.TryParse(To, null, out var to) ? to : null),
        "flag" => new PostAct(PostActKind.Flagged),
        "unflag" => new PostAct(PostActKind.Unflagged),
        "move" => new PostAct(PostActKind.Moved, Pile: Piles.Read(MoveTo)),
        "back" => new PostAct(PostActKind.PutBack),
        _ => throw new Refused("Choose what to do."),
    };

    private DateTimeOffset Morning(int days) =>
        MorningOf(DateOnly.FromDateTime(OfficeCalendar.ToLocal(clock.GetUtcNow()).DateTime).AddDays(days));

    /// <summary>Before anybody comes to work.</summary>
    private static DateTimeOffset MorningOf(DateOnly day) => OfficeCalendar.StartOf(day).AddHours(6);

    private string Say(int changed) => changed == 0 ? "Nothing changed." : Act switch
    {
        "case" => $"{Letters(changed)} put with the cases.",
        "answered" => $"{Letters(changed)} answered.",
        "done" => $"{Letters(changed)} done with.",
        "not-ours" => $"{Letters(changed)} not ours.",
        "hand" => To is { Length: > 0 }
            ? $"{Letters(changed)} handed over, unread." : $"{Letters(changed)} everybody’s again.",
        "flag" => $"{Letters(changed)} flagged.",
        "move" => $"{Letters(changed)} moved to {Piles.Read(MoveTo)!.Value.Say()}.",
        "back" => $"{Letters(changed)} wait again.",
        not null when Act.StartsWith("later", StringComparison.Ordinal) => $"{Letters(changed)} parked.",
        _ => $"{Letters(changed)} done.",
    };

    private static string Letters(int count) => count == 1 ? "1 letter" : $"{count:N0} letters";
}
