namespace Postbag.Triage.Needs;

/// <summary>A step of a pattern: lists whose phrases may stand there.</summary>
/// <param name="Lists">The lists' numbers.</param>
/// <param name="Gap">How many words may stand before it.</param>
/// <param name="IsOptional">It may be left out.</param>
internal readonly record struct PatternStep(int[] Lists, int Gap, bool IsOptional);

/// <summary>Where a condition is looked for.</summary>
internal enum ConditionPlace
{
    /// <summary>It stands somewhere in the sentence, before or behind.</summary>
    Sentence,

    /// <summary>It stands in the sentence or in one of those around it.</summary>
    Nearby,

    /// <summary>It stands nowhere in the sentence.</summary>
    Nowhere,
}

/// <summary>What else has to be so for a pattern to count.</summary>
/// <param name="Steps">Words, one after another.</param>
/// <param name="Place">Where they stand.</param>
internal sealed record PatternCondition(IReadOnlyList<PatternStep> Steps, ConditionPlace Place);

/// <summary>Steps that follow each other within a sentence.</summary>
/// <param name="Steps">The first is never optional.</param>
/// <param name="Conditions">All of them hold.</param>
/// <param name="Line">Where it stands in the rules.</param>
internal sealed record RulePattern(
    IReadOnlyList<PatternStep> Steps, IReadOnlyList<PatternCondition> Conditions, int Line);

/// <summary>A need with the patterns that raise it and those that don't let it be raised.</summary>
internal sealed class NeedRule(string key, string reason, int line)
{
    public string Key => key;

    public string Reason => reason;

    public int Line => line;

    /// <summary>Raise it.</summary>
    public PatternSet Yes { get; } = new();

    /// <summary>Raise it whatever stands around.</summary>
    public PatternSet Sure { get; } = new();

    /// <summary>Speak for it; they raise it when enough of them stand near each other.</summary>
    public PatternSet Signs { get; } = new();

    /// <summary>What each of the signs counts.</summary>
    public List<int> Weights { get; } = [];

    /// <summary>Don't let hints at any need count near them. Only "every need" has them.</summary>
    public PatternSet Doubt { get; } = new();

    /// <summary>Don't let it be raised by what overlaps or stands within a few words of it.</summary>
    public PatternSet No { get; } = new();

    /// <summary>Don't let it be raised in the whole sentence.</summary>
    public PatternSet Never { get; } = new();

    /// <summary>Don't let it be raised in the sentence and those around it.</summary>
    public PatternSet Around { get; } = new();

    /// <summary>Don't let it be raised if they stand right before it.</summary>
    public PatternSet Denied { get; } = new();
}
