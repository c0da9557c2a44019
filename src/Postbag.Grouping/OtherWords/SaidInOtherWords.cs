namespace Postbag.Grouping.OtherWords;

/// <summary>Two texts that may say the same in other words.</summary>
/// <param name="First">The number of the one that stands first among those compared.</param>
/// <param name="Second">The number of the other.</param>
/// <param name="Score">How much of the shorter one's ideas stand in the other in the same order, 0 to 1.</param>
/// <param name="Sentences">How many sentences answer one another, in the same order.</param>
/// <param name="Words">Words and numbers that both have in those sentences, as the first one writes them, in its order:
/// the reason that is shown. Never more than eight.</param>
public sealed record SaidInOtherWords(int First, int Second, double Score, int Sentences, IReadOnlyList<string> Words);
