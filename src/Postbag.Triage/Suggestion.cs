namespace Postbag.Triage;

/// <summary>What a text probably is, how sure that is, and which of its words say so.</summary>
/// <param name="Label">The best guess, also where it is too unsure to be shown.</param>
/// <param name="P">How often guesses like this one were right on the newest examples, 0 to 1.</param>
/// <param name="IsUnsure">The office is to be shown no suggestion.</param>
/// <param name="Why">The words that made it, weightiest first, as they stand in the text; empty if no word did.</param>
/// <param name="FromSeeds">Made by the starting set's words: nobody has decided enough letters yet.</param>
public sealed record Suggestion(
    string Label, double P, bool IsUnsure, IReadOnlyList<WordSpan> Why, bool FromSeeds = false);

/// <summary>A word in a text, in UTF-16 units.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it has ended.</param>
public readonly record struct WordSpan(int Start, int End)
{
    /// <summary>The word as it stands in the text.</summary>
    public string In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text[Start..End];
    }
}
