namespace Postbag.Casework.Inbox.Search;

/// <summary>What someone typed into the search field, understood.</summary>
/// <remarks>
/// The language: words are all wanted; "words in quotation marks" stand together; a star at the end lets a word go on;
/// a minus before anything forbids it; OR between two lets either do; brackets hold together. from:, to:, subject:,
/// own: and attachment: say where words stand; has:attachment, is:unread, is:read, is:unreadable, before:, after:,
/// since: and on: say what else is wanted. Case and accents don't matter. Whatever else is typed is cut into words as a
/// message's text is, so that no query is wrong: at worst it finds nothing. Only a date that is none is answered with a
/// sentence.
/// </remarks>
internal sealed class SearchQuery
{
    /// <summary>Longer queries are cut: they come from a slip of the clipboard or from someone trying the
    /// doors.</summary>
    public const int MaxLength = 1000;

    /// <summary>Terms beyond these are left aside, for the same reason.</summary>
    public const int MaxTerms = 40;

    /// <summary>Brackets in brackets beyond these are passed over: the tree is walked by recursion.</summary>
    public const int MaxDepth = 20;

    private readonly SearchNode? tree;

    private SearchQuery(SearchNode? tree, string? problem)
    {
        this.tree = tree;
        WhyNot = problem ?? WhyNotLookFor(tree);
    }

    /// <summary>Only for a query without a <see cref="WhyNot"/>.</summary>
    public SearchNode Tree => tree ?? throw new InvalidOperationException("There is nothing to look for.");

    /// <summary>Why nothing is looked for, in a sentence; null if something is.</summary>
    public string? WhyNot { get; }

    public static SearchQuery Parse(string? text)
    {
        var parser = new SearchParser(text ?? "");
        var tree = parser.Parse();
        return new SearchQuery(tree, parser.Problem);
    }

    private static string? WhyNotLookFor(SearchNode? tree)
    {
        if (tree is null) return "Enter a word to look for.";
        return tree.Leaves().All(leaf => leaf is { IsWanted: false, Leaf: SearchTerm })
            ? "Enter at least one word to look for, besides those to leave out."
            : null;
    }
}
