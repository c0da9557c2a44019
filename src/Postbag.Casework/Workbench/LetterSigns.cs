using Postbag.Casework.Workbench.Labels;
using Postbag.Triage.Needs;

namespace Postbag.Casework.Workbench;

/// <summary>A need that a rule found.</summary>
/// <param name="Words">The words of the letter that say it.</param>
public sealed record FoundNeed(string Need, string Reason, string Words);

/// <summary>What the words of a letter say about how it is to be sorted.</summary>
/// <param name="Needs">The gravest first, each need once.</param>
/// <param name="IsHard">Whether it may be hard to read.</param>
/// <param name="AsksForHelp">Why it looks like a case; null if it doesn't.</param>
internal sealed record LetterSigns(IReadOnlyList<FoundNeed> Needs, bool IsHard, string? AsksForHelp)
{
    /// <summary>Words shown of a need; the letter's own page shows them where they stand.</summary>
    private const int MostShown = 200;

    /// <summary>What can't wait an hour before what can't wait a day.</summary>
    private static readonly string[] ByGravity =
        ["suicide", "child", "violence", "medical", "food", "removal", "eviction"];

    private static readonly string[] HardNeeds = ["suicide", "child", "violence"];

    /// <summary>Whether letters that speak of a need may be hard to read.</summary>
    public static bool IsHardNeed(string need) => HardNeeds.Contains(need);

    public static LetterSigns None { get; } = new([], false, null);

    /// <param name="text">The writer's own words.</param>
    /// <param name="kind">What kind of message it seems to be; null where nothing says.</param>
    /// <param name="rules">The rules of need that count.</param>
    public static LetterSigns Of(string text, ShownSuggestion? kind, NeedRules rules)
    {
        if (string.IsNullOrWhiteSpace(text)) return None;
        var needs = rules.Find(text).DistinctBy(finding => finding.Need)
            .OrderBy(finding => Array.IndexOf(ByGravity, finding.Need) is var rank and >= 0 ? rank : ByGravity.Length)
            .Select(finding => new FoundNeed(
                finding.Need, finding.Reason,
                text.Substring(finding.At, Math.Min(finding.Length, MostShown)).ReplaceLineEndings(" ")))
            .ToList();
        // One word of the starting set proves no abuse: "die" stands in many a sad letter.
        var isAbuse = kind is { Label: "abuse or threat" }
            && (kind.Percent is not null || kind.Words.Contains(',', StringComparison.Ordinal));
        var help = kind is null
            ? HelpAsked.In(text) : kind.Label == OfficeLabels.CaseKind ? $"It looks like a case: {kind.Words}." : null;
        return new LetterSigns(needs, isAbuse || needs.Exists(need => IsHardNeed(need.Need)), help);
    }
}
