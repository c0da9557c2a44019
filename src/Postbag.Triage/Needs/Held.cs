namespace Postbag.Triage.Needs;

/// <summary>What holds a need back in a sentence: found once, and only when something would raise it.</summary>
internal sealed class Held
{
    /// <summary>How near to a match, in words, a "no" pattern holds it back.</summary>
    private const int Near = 4;

    /// <summary>How many words may stand between "not" and what it denies: "not being evicted", "not about to be
    /// evicted".</summary>
    private const int Denying = 2;

    private readonly NeedRule rule;
    private readonly SentenceWindow window;
    private readonly List<Match> denied;
    private List<Match>? no;
    private bool holdsAll;

    public Held(NeedRule rule, SentenceWindow window)
    {
        this.rule = rule;
        this.window = window;
        denied = Found(rule.Denied);
        foreach (var word in denied) Closed |= ((1UL << (word.To - word.From)) - 1) << word.From;
    }

    /// <summary>Words that are denied, as bits.</summary>
    public ulong Closed { get; }

    public bool Holds(Match match)
    {
        if (no is null)
        {
            holdsAll = Found(rule.Never).Count > 0 || rule.Around.Exists(window.IsNearby);
            no = holdsAll ? [] : Found(rule.No);
        }

        return holdsAll || no.Exists(other => other.From < match.To + Near && match.From < other.To + Near)
            || denied.Exists(other => other.To <= match.From && match.From <= other.To + Denying);
    }

    private List<Match> Found(PatternSet patterns)
    {
        var found = new List<Match>();
        foreach (var place in window.BeginningIn(patterns)) found.AddRange(window.Find(patterns[place]));
        return found;
    }
}
