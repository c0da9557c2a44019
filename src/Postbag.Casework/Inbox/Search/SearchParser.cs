namespace Postbag.Casework.Inbox.Search;

/// <summary>Puts the pieces of a query together: what stands side by side is all wanted, OR binds closer than that,
/// brackets closest. A bracket that is never closed ends with the query; one that was never opened isn't
/// there.</summary>
internal sealed class SearchParser
{
    private readonly IReadOnlyList<SearchPiece> pieces;
    private int next;

    public SearchParser(string text) => (pieces, Problem) = SearchPieces.Of(text);

    /// <summary>What is wrong with the query, in a sentence; null if nothing is.</summary>
    public string? Problem { get; }

    /// <returns>Null if there is nothing to look for.</returns>
    public SearchNode? Parse() => Group(SearchFields.All);

    private SearchNode? Group(SearchFields fields)
    {
        var parts = new List<SearchNode>();
        while (next < pieces.Count && pieces[next].Kind != SearchPieceKind.Close)
            if (Chain(fields) is { } part)
                parts.Add(part);
        next++;
        return parts.Count switch { 0 => null, 1 => parts[0], _ => new SearchAll(parts) };
    }

    private SearchNode? Chain(SearchFields fields)
    {
        var first = Operand(fields);
        if (first is null || !IsOrHere()) return first;
        var either = new List<SearchNode> { first };
        while (IsOrHere())
        {
            next++;
            if (Operand(fields) is { } other) either.Add(other);
        }

        return either.Count == 1 ? first : new SearchAny(either);
    }

    /// <summary>An OR without something behind it is taken for the word.</summary>
    private bool IsOrHere() =>
        next + 1 < pieces.Count && pieces[next].Kind == SearchPieceKind.Or
        && pieces[next + 1] is { Kind: SearchPieceKind.Open } or { Kind: SearchPieceKind.Leaf, Leaf: not null };

    private SearchNode? Operand(SearchFields fields)
    {
        var piece = pieces[next++];
        var node = piece.Kind switch
        {
            SearchPieceKind.Open => Group(piece.In == SearchFields.All ? fields : piece.In),
            SearchPieceKind.Or => Narrowed(new SearchTerm(SearchFields.All, ["or"], false), fields),
            _ => Narrowed(piece.Leaf, fields),
        };
        return node is not null && piece.IsForbidden ? new SearchNot(node) : node;
    }

    private static SearchNode? Narrowed(SearchNode? leaf, SearchFields fields) =>
        leaf is SearchTerm { In: SearchFields.All } term ? term with { In = fields } : leaf;
}
