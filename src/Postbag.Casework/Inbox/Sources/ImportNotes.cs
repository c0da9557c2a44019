namespace Postbag.Casework.Inbox.Sources;

/// <summary>Something in a source that was left out, and why.</summary>
public sealed record Skipped(string Name, string Why);

/// <summary>What people should know about an import: what was left out, and what was wrong.</summary>
/// <remarks>Lists are bounded, counts aren't: a folder of a million pictures shouldn't fill the memory.</remarks>
public sealed class ImportNotes
{
    /// <summary>How many of each are kept by name.</summary>
    public const int MaxListed = 100;

    private readonly List<Skipped> skipped = [];
    private readonly List<string> warnings = [];
    private readonly List<string> failures = [];

    /// <summary>The first things that were left out because they aren't mail.</summary>
    public IReadOnlyList<Skipped> Skipped => skipped;

    public long SkippedCount { get; private set; }

    /// <summary>Odd, but harmless: one sentence each.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>What couldn't be taken in, or not whole: one sentence each. The command then ends with 1.</summary>
    public IReadOnlyList<string> Failures => failures;

    internal void Skip(string name, string why)
    {
        SkippedCount++;
        if (skipped.Count < MaxListed) skipped.Add(new Skipped(Printable(name), why));
    }

    internal void Warn(string sentence)
    {
        if (warnings.Count < MaxListed) warnings.Add(sentence);
    }

    internal void Fail(string sentence)
    {
        if (failures.Count < MaxListed) failures.Add(sentence);
    }

    /// <summary>Names in archives are written by strangers: nothing in them may steer the terminal.</summary>
    internal static string Printable(string name) => MessageReading.Line(name, 300);
}
