using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office.Jobs;

public enum JobState
{
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>Work that takes time: a row in the office's own table, taken by a runner under a lease, tried again when it
/// fails, and shown as a bar.</summary>
/// <remarks>While it runs, only <see cref="JobTable"/> writes it, each time asking whether the lease still
/// holds.</remarks>
public sealed class Job
{
    public required Id<Job> Id { get; init; }

    /// <summary>A <see cref="JobKind"/>'s key.</summary>
    public required string Kind { get; init; }

    /// <summary>What the work is told, as JSON; "{}" if nothing.</summary>
    public required string Payload { get; init; }

    /// <summary>While a job with this key waits or runs, another one isn't taken on; null if there may be
    /// many.</summary>
    public string? OnceKey { get; init; }

    public required JobState State { get; set; }

    /// <summary>Null for the program itself and the command line.</summary>
    public Id<StaffMember>? AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Not before then.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Null unless it runs.</summary>
    public Id<JobRunner>? Runner { get; private set; }

    /// <summary>Until when the runner has it; renewed while it works. Afterwards anybody may take it.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public long Done { get; private set; }

    /// <summary>Null while nobody knows how much there is.</summary>
    public long? Total { get; private set; }

    /// <summary>What is being done, e.g. "Reading letters". Counts and words of the program's, no personal
    /// text.</summary>
    public string? Note { get; private set; }

    public bool CancelAsked { get; set; }

    /// <summary>How it ended, in a sentence; while it waits for another try, why the last one failed.</summary>
    public string? Outcome { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why it can't be cancelled; null if it can.</summary>
    public Refusal? WhyNotCancel() =>
        State is not (JobState.Waiting or JobState.Running) ? new("This job has ended already.")
        : CancelAsked ? new("This job is being cancelled.")
        : null;

    /// <summary>Why it can't be run again; null if it can.</summary>
    public Refusal? WhyNotRunAgain() =>
        State is JobState.Failed or JobState.Cancelled
            ? null : new("Only a job that failed or was cancelled can be run again.");
}

internal sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.ToTable("job");
        job.HasKey(j => j.Id);
        job.Property(j => j.Id).ValueGeneratedNever();
        job.Property(j => j.State).HasConversion<StateAsWord>();
    }

    private sealed class StateAsWord() : ValueConverter<JobState, string>(
        state => state.ToString().ToLowerInvariant(), word => Enum.Parse<JobState>(word, true));
}
