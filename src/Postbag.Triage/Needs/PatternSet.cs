namespace Postbag.Triage.Needs;

/// <summary>Patterns of one kind, in their order.</summary>
/// <remarks>Filled by one thread; then safe for many.</remarks>
internal sealed class PatternSet
{
    private readonly List<RulePattern> patterns = [];

    public int Count => patterns.Count;

    /// <summary>Which of its rules' sets it is (<see cref="PatternIndex"/>).</summary>
    public int Number { get; set; }

    public RulePattern this[int place] => patterns[place];

    public void Add(RulePattern pattern) => patterns.Add(pattern);

    public void AddRange(PatternSet others) => patterns.AddRange(others.patterns);

    public bool Exists(Predicate<RulePattern> holds) => patterns.Exists(holds);
}
