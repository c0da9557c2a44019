namespace Postbag.Casework.Inbox.Search;

/// <summary>The parts of a message that are searched apart. A phrase stands within one of them.</summary>
[Flags]
internal enum SearchFields
{
    None = 0,

    /// <summary>Names and addresses of From, Sender and Reply-To.</summary>
    Sender = 1,

    /// <summary>Names and addresses of To and Cc.</summary>
    Recipients = 2,
    Subject = 4,

    /// <summary>The writer's own words.</summary>
    Own = 8,

    /// <summary>What else stands in the text: quotations, signatures, footers.</summary>
    Rest = 16,

    /// <summary>The names of attachments.</summary>
    Names = 32,

    /// <summary>The text of attachments.</summary>
    Documents = 64,
    All = Sender | Recipients | Subject | Own | Rest | Names | Documents,
}

/// <summary>A query as a tree. Each engine turns it into its own language; what it means is said here alone.</summary>
internal abstract record SearchNode;

/// <summary>Words that stand next to each other within one of the fields; usually one word.</summary>
/// <param name="In">Where.</param>
/// <param name="Folded">At least one, folded.</param>
/// <param name="IsPrefix">Whether the last of them may go on.</param>
internal sealed record SearchTerm(SearchFields In, IReadOnlyList<string> Folded, bool IsPrefix) : SearchNode;

/// <summary>All of these.</summary>
internal sealed record SearchAll(IReadOnlyList<SearchNode> Parts) : SearchNode;

/// <summary>At least one of these.</summary>
internal sealed record SearchAny(IReadOnlyList<SearchNode> Parts) : SearchNode;

/// <summary>Not this.</summary>
internal sealed record SearchNot(SearchNode Part) : SearchNode;

/// <summary>Whether somebody has opened it.</summary>
internal sealed record SearchUnread : SearchNode;

/// <summary>Whether something is attached.</summary>
internal sealed record SearchAttached : SearchNode;

/// <summary>Whether it can only be shown as it came.</summary>
internal sealed record SearchUnreadable : SearchNode;

/// <summary>Received at or after the one and before the other instant; null is open.</summary>
internal sealed record SearchReceived(DateTimeOffset? From, DateTimeOffset? Until) : SearchNode;

/// <summary>What can be done with trees.</summary>
internal static class SearchNodes
{
    /// <summary>The parts of which all must be met; the tree itself if it is no such list.</summary>
    public static IReadOnlyList<SearchNode> Conjuncts(this SearchNode tree) =>
        tree is SearchAll all ? [.. all.Parts.SelectMany(Conjuncts)] : [tree];

    /// <summary>Whether nothing but words, and what is indexed as if it were words, is asked for.</summary>
    public static bool IsOfWords(this SearchNode node) => node switch
    {
        SearchTerm or SearchAttached or SearchUnreadable => true,
        SearchNot not => not.Part.IsOfWords(),
        SearchAll all => all.Parts.All(IsOfWords),
        SearchAny any => any.Parts.All(IsOfWords),
        _ => false,
    };

    /// <summary>The leaves, each with whether it is wanted or forbidden.</summary>
    public static IEnumerable<(SearchNode Leaf, bool IsWanted)> Leaves(this SearchNode node, bool isWanted = true) =>
        node switch
        {
            SearchNot not => not.Part.Leaves(!isWanted),
            SearchAll all => all.Parts.SelectMany(part => part.Leaves(isWanted)),
            SearchAny any => any.Parts.SelectMany(part => part.Leaves(isWanted)),
            _ => [(node, isWanted)],
        };

    /// <summary>The same query, but wanted words that may stand anywhere have to stand in these fields.</summary>
    public static SearchNode Within(this SearchNode node, SearchFields fields, bool isWanted = true) => node switch
    {
        SearchTerm { In: SearchFields.All } term when isWanted => term with { In = fields },
        SearchNot not => new SearchNot(not.Part.Within(fields, !isWanted)),
        SearchAll all => new SearchAll([.. all.Parts.Select(part => part.Within(fields, isWanted))]),
        SearchAny any => new SearchAny([.. any.Parts.Select(part => part.Within(fields, isWanted))]),
        _ => node,
    };
}
