namespace Postbag.Office.Jobs;

/// <summary>A kind of work, registered by the slice that does it.</summary>
/// <param name="Key">What is stored, e.g. "audit.check".</param>
/// <param name="Title">What people call it, e.g. "Check the audit trail".</param>
/// <param name="Work">Does it, and returns the sentence that says how it went. It may be stopped at any moment and
/// begun again by another process, so it takes up from what it has committed.</param>
public sealed record JobKind(string Key, string Title, Func<JobRun, CancellationToken, Task<string>> Work)
{
    /// <summary>How often it is tried until it counts as failed.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long after one has ended the next is due; null for work that is only done when asked for.</summary>
    public TimeSpan? Every { get; init; }

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>How long to wait after a failed attempt: twice as long each time, up to an hour, a fifth more or less,
    /// so that what failed together isn't tried together.</summary>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan PauseAfter(int attempt, double chance)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(attempt - 1, 0, 20));
        return (pause < LongestPause ? pause : LongestPause) * (0.8 + (0.4 * chance));
    }
}

/// <summary>What there is to do by kind.</summary>
public sealed class JobKinds(IEnumerable<JobKind> kinds)
{
    private readonly Dictionary<string, JobKind> byKey = kinds.ToDictionary(kind => kind.Key);

    public IEnumerable<JobKind> Recurring => byKey.Values.Where(kind => kind.Every is not null);

    /// <summary>Null for a kind that a newer or older program knew.</summary>
    public JobKind? Find(string key) => byKey.GetValueOrDefault(key);

    public string TitleOf(string key) => Find(key)?.Title ?? key;
}
