namespace Postbag.Grouping;

/// <summary>A letter as it reached the office.</summary>
/// <param name="From">Who sent it: an address. Letters of one address count as one person; case does not
/// matter.</param>
/// <param name="Subject">The subject line. Kept for whoever reads; it never decides a campaign, because campaign
/// sites rotate subjects and constituents rewrite them first.</param>
/// <param name="Text">The text for people, decoded; HTML already turned into text.</param>
public sealed record Letter(string From, string Subject, string Text);

/// <summary>The words of a letter's body, as spans in order that never cut a word.</summary>
/// <param name="Own">Its writer's own.</param>
/// <param name="Template">Its campaign's; none for a letter that is in no campaign and like none.</param>
public readonly record struct LetterSpans(IReadOnlyList<Span> Own, IReadOnlyList<Span> Template);

/// <summary>A stretch of a letter's text.</summary>
/// <param name="Start">Where it starts, in UTF-16 units of <see cref="Letter.Text"/>.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
public readonly record struct Span(int Start, int Length)
{
    /// <summary>The offset just behind the last unit.</summary>
    public int End => Start + Length;
}
