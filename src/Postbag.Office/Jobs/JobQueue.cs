using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office.Jobs;

/// <summary>Takes work on. Within an act the job is committed with it, or not at all.</summary>
public sealed class JobQueue(JobSignal signal, AuditTrail audit, TimeProvider clock)
{
    /// <param name="db">The office's.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="payload">What the work is told; written as JSON, which is kept when the job is over.</param>
    /// <param name="askedBy">Who asked; null for the program itself.</param>
    /// <param name="onceKey">If a job with this key waits or runs already, that one is returned.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Id<Job>> AddAsync(
        OfficeDb db, JobKind kind, object? payload, Id<StaffMember>? askedBy, string? onceKey,
        CancellationToken cancellationToken)
    {
        var text = payload is null ? "{}" : JsonSerializer.Serialize(payload, JsonSerializerOptions.Web);
        var id = await AddAsync(db, NewJob(kind.Key, text, askedBy, onceKey), cancellationToken);
        signal.Ring();
        return id;
    }

    /// <summary>Takes on what the program itself asks for, in no act, unless it waits or runs already.</summary>
    /// <inheritdoc cref="AddAsync(OfficeDb, JobKind, object, Id{StaffMember}?, string, CancellationToken)"/>
    public async Task ExpectAsync(
        Engine engine, JobKind kind, object payload, string onceKey, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var text = JsonSerializer.Serialize(payload, JsonSerializerOptions.Web);
        await JobTable.ExpectAsync(
            engine, new ExpectedJob(kind, now) { Payload = text, OnceKey = onceKey }, now, Id<Job>.New(clock),
            cancellationToken);
        signal.Ring();
    }

    /// <summary>Lets recurring work begin now, because there is something for it to do.</summary>
    public async Task HastenAsync(Engine engine, JobKind kind, CancellationToken cancellationToken)
    {
        await JobTable.HastenAsync(engine, kind, clock.GetUtcNow(), cancellationToken);
        signal.Ring();
    }

    /// <summary>Cancels at once what waits; asks a runner to stop what runs.</summary>
    public async Task CancelAsync(OfficeDb db, Job job, Actor by, CancellationToken cancellationToken)
    {
        await db.ActAsync(
            async token =>
            {
                Refused.ThrowIf(job.WhyNotCancel());
                // By one statement each, because a runner may take or finish it at the same moment.
                var now = clock.GetUtcNow();
                await db.Jobs.Where(j => j.Id == job.Id && j.State == JobState.Running)
                    .ExecuteUpdateAsync(j => j.SetProperty(x => x.CancelAsked, true), token);
                await db.Jobs.Where(j => j.Id == job.Id && j.State == JobState.Waiting).ExecuteUpdateAsync(
                    j => j.SetProperty(x => x.State, JobState.Cancelled).SetProperty(x => x.CancelAsked, true)
                        .SetProperty(x => x.Outcome, "Cancelled before it began.").SetProperty(x => x.FinishedAt, now),
                    token);
                await audit.RecordAsync(
                    db, AuditFact.About(JobActs.Cancelled, by, job.Id) with { Details = [("kind", job.Kind)] }, token);
            },
            cancellationToken);
        signal.Ring();
    }

    /// <summary>The same work once more, as a new job.</summary>
    public async Task<Id<Job>> RunAgainAsync(OfficeDb db, Job job, Actor by, CancellationToken cancellationToken)
    {
        Refused.ThrowIf(job.WhyNotRunAgain());
        Id<Job> id = default;
        await db.ActAsync(
            async token =>
            {
                id = await AddAsync(db, NewJob(job.Kind, job.Payload, by.StaffId, job.OnceKey), token);
                await audit.RecordAsync(
                    db, AuditFact.About(JobActs.RunAgain, by, id) with { Details = [("kind", job.Kind)] }, token);
            },
            cancellationToken);
        signal.Ring();
        return id;
    }

    private Job NewJob(string kind, string payload, Id<StaffMember>? askedBy, string? onceKey)
    {
        var now = clock.GetUtcNow();
        return new Job
        {
            Id = Id<Job>.New(clock),
            Kind = kind,
            Payload = payload,
            OnceKey = onceKey,
            State = JobState.Waiting,
            AskedBy = askedBy,
            AskedAt = now,
            DueAt = now,
        };
    }

    private static async Task<Id<Job>> AddAsync(OfficeDb db, Job job, CancellationToken cancellationToken)
    {
        var id = job.Id;
        await db.ActAsync(
            async token =>
            {
                if (job.OnceKey is { } key && await FindActiveAsync(db, key, token) is { } there)
                {
                    id = there;
                    return;
                }

                db.Jobs.Add(job);
                await db.SaveChangesAsync(token);
            },
            cancellationToken);
        return id;
    }

    private static async Task<Id<Job>?> FindActiveAsync(
        OfficeDb db, string onceKey, CancellationToken cancellationToken)
    {
        var there = await db.Jobs.AsNoTracking().FirstOrDefaultAsync(
            j => j.OnceKey == onceKey && (j.State == JobState.Waiting || j.State == JobState.Running),
            cancellationToken);
        return there?.Id;
    }
}

/// <summary>Wakes the runner of this process when there is work; those of other processes look every few
/// seconds.</summary>
public sealed class JobSignal : Bell;

/// <summary>What the audit trail says about jobs.</summary>
public static class JobActs
{
    public static readonly AuditAct Cancelled = new("job.cancelled", "Cancelled a job");
    public static readonly AuditAct RunAgain = new("job.run-again", "Ran a job again");
}
