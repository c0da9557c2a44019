namespace Postbag.Casework.Inbox.Search;

/// <summary>"Best first": letters that have the words in their subject or sender's name come first, then those whose
/// writers use them in words of their own, then those in which they stand in a quotation, an address, a footer or an
/// attachment; within each the newest first.</summary>
/// <remarks>Not a score: people can see why one letter stands before another, both engines give one order, and a page
/// costs no more than one of the newest, while scoring would have to look at everything that was found.</remarks>
internal static class SearchTiers
{
    private const SearchFields Best = SearchFields.Subject | SearchFields.Sender;
    private const SearchFields Good = Best | SearchFields.Own;

    /// <summary>The query cut into tiers that have no message in common, from one of them on.</summary>
    public static IEnumerable<(int Tier, SearchNode Tree)> Of(SearchNode tree, SearchSort sort, int from)
    {
        if (sort == SearchSort.Newest)
        {
            yield return (0, tree);
            yield break;
        }

        SearchNode[] trees = [tree.Within(Best), tree.Within(Good), tree];
        for (var tier = Math.Clamp(from, 0, trees.Length - 1); tier < trees.Length; tier++)
        {
            if (tier == 0) yield return (0, trees[0]);
            else if (Without(trees[tier], trees[tier - 1]) is { } rest) yield return (tier, rest);
        }
    }

    /// <summary>What the wider query finds and the narrower doesn't; null if that is nothing. It is enough to forbid
    /// what differs.</summary>
    private static SearchAll? Without(SearchNode wider, SearchNode narrower)
    {
        var same = wider.Conjuncts().Select(Say).ToHashSet(StringComparer.Ordinal);
        var different = narrower.Conjuncts().Where(part => !same.Contains(Say(part))).ToList();
        return different.Count == 0 ? null : new SearchAll([wider, new SearchNot(new SearchAll(different))]);
    }

    /// <summary>A tree in words: equal trees have equal words.</summary>
    internal static string Say(SearchNode node) => node switch
    {
        SearchTerm term =>
            $"{(term.In == SearchFields.All ? "" : $"{term.In}: ")}[{string.Join(' ', term.Folded)}{(term.IsPrefix ? "*" : "")}]",
        SearchNot not => $"!{Say(not.Part)}",
        SearchAll all => $"({string.Join(" & ", all.Parts.Select(Say))})",
        SearchAny any => $"({string.Join(" | ", any.Parts.Select(Say))})",
        SearchReceived received => $"{received.From:yyyy-MM-dd'T'HH:mm}..{received.Until:yyyy-MM-dd'T'HH:mm}",
        _ => node.GetType().Name,
    };
}
