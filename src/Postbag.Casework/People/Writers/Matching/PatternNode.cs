namespace Postbag.Casework.People.Writers.Matching;

/// <summary>A part of a pattern.</summary>
internal abstract record PatternNode;

/// <summary>One character.</summary>
/// <param name="Signs">Those it may be.</param>
internal sealed record OneOf(UInt128 Signs) : PatternNode;

/// <summary>One after the other.</summary>
internal sealed record InRow(IReadOnlyList<PatternNode> Parts) : PatternNode;

/// <summary>One of them; of two that are possible the first.</summary>
internal sealed record Either(IReadOnlyList<PatternNode> Choices) : PatternNode;

/// <summary>Several times, the more the better.</summary>
/// <param name="Least">How often at least.</param>
/// <param name="Most">How often at most; null for no limit.</param>
internal sealed record Repeated(PatternNode Part, int Least, int? Most) : PatternNode;

/// <summary>A place between two characters.</summary>
internal sealed record Border(BorderKind Kind) : PatternNode;

internal enum BorderKind
{
    /// <summary>Where a word begins or ends.</summary>
    OfWord,

    /// <summary>Where the text begins.</summary>
    OfStart,

    /// <summary>Where the text ends.</summary>
    OfEnd,
}
