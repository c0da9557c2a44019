using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Calendar;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office.Jobs.Pages;

[Needs(Permission.SeeJobs)]
public sealed class JobsModel(
    OfficeDb db, JobQueries queries, JobQueue queue, JobKinds kinds, CurrentPerson person, TimeProvider clock)
        : PageModel
{
    public IReadOnlyList<JobRow> Jobs { get; private set; } = [];

    public bool MayCancel => person.May(Permission.CancelJob);

    /// <summary>Whether something will look different in a moment.</summary>
    public bool IsMoving => Jobs.Any(job =>
        job.State == JobState.Running || (job.State == JobState.Waiting && job.DueAt <= clock.GetUtcNow()));

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Jobs = await queries.LatestAsync(cancellationToken);

    /// <summary>The list alone, for the page that fetches it again and again.</summary>
    public async Task<IActionResult> OnGetListAsync(CancellationToken cancellationToken)
    {
        Jobs = await queries.LatestAsync(cancellationToken);
        return Partial("/Jobs/Pages/_List.cshtml", this);
    }

    public async Task<IActionResult> OnPostCancelAsync(Id<Job> id, CancellationToken cancellationToken)
    {
        if (!MayCancel) return Forbid();
        if (await FindAsync(id, cancellationToken) is not { } job) return NotFound();
        if (job.WhyNotCancel() is { } refusal) return Done(refusal.Sentence);
        await queue.CancelAsync(db, job, person.Actor, cancellationToken);
        return Done("The job is being cancelled.");
    }

    public async Task<IActionResult> OnPostAgainAsync(Id<Job> id, CancellationToken cancellationToken)
    {
        if (!MayCancel) return Forbid();
        if (await FindAsync(id, cancellationToken) is not { } job) return NotFound();
        if (job.WhyNotRunAgain() is { } refusal) return Done(refusal.Sentence);
        await queue.RunAgainAsync(db, job, person.Actor, cancellationToken);
        return Done("The job runs again.");
    }

    public string TitleOf(JobRow job) => kinds.TitleOf(job.Kind);

    public string StateOf(JobRow job) => job switch
    {
        { State: JobState.Running, CancelAsked: true } => "Stopping",
        { State: JobState.Running } => "At work",
        { State: JobState.Waiting, Attempts: > 0 } => "Trying again",
        { State: JobState.Waiting } => "Waiting",
        { State: JobState.Done } => "Done",
        { State: JobState.Failed } => "Failed",
        _ => "Cancelled",
    };

    public string? ColourOf(JobRow job) => job.State switch
    {
        JobState.Running => null,
        JobState.Done => "green",
        JobState.Failed => "red",
        JobState.Waiting when job.Attempts > 0 => "yellow",
        _ => "grey",
    };

    public string? AmountOf(JobRow job) => job.Total is { } total ? $"{job.Done:N0} of {total:N0}"
        : job.Done > 0 ? $"{job.Done:N0}" : null;

    public string WhenOf(JobRow job) => job switch
    {
        { FinishedAt: { } at } => $"Ended {OfficeCalendar.SayAgo(at, clock.GetUtcNow())}",
        { State: JobState.Waiting } when job.DueAt > clock.GetUtcNow() => $"Due {OfficeCalendar.Say(job.DueAt)}",
        _ => $"Asked for {OfficeCalendar.SayAgo(job.AskedAt, clock.GetUtcNow())}",
    } + (job.IsByItself ? ", by itself" : "");

    private Task<Job?> FindAsync(Id<Job> id, CancellationToken cancellationToken) =>
        db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellationToken);

    private RedirectResult Done(string notice)
    {
        TempData["Notice"] = notice;
        return Redirect("/jobs");
    }
}
