using Postbag.Grouping.Matching;

namespace Postbag.Grouping.Campaigns;

/// <summary>What the judge says about a letter.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Cluster">The cluster it joins or is like; null for none.</param>
/// <param name="Partner">The letter it founds a cluster with; -1 for none.</param>
/// <param name="Fit">The fit that decided; null if nothing fitted.</param>
internal readonly record struct Verdict(LetterState State, Cluster? Cluster, int Partner, Fit? Fit)
{
    /// <summary>For a pair: both turn the ask of <see cref="Cluster"/> round.</summary>
    public bool Contradicts { get; init; }

    public bool Joins => State is LetterState.Copy or LetterState.Member;

    public Measures Measures => Fit?.Measures ?? default;
}
