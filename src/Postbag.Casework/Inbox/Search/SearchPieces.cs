namespace Postbag.Casework.Inbox.Search;

/// <summary>What a query is made of, before it is known what belongs together.</summary>
internal enum SearchPieceKind
{
    /// <summary>A word, a phrase or a filter.</summary>
    Leaf,

    /// <summary>OR, if there is something on either side.</summary>
    Or,
    Open,
    Close,
}

/// <param name="Kind">Which.</param>
/// <param name="Leaf">What a leaf asks for; null if nothing is left of it, as of "%".</param>
/// <param name="IsForbidden">Whether a minus stood before it.</param>
/// <param name="In">Before a bracket: where the words in it are to stand; All if that wasn't said.</param>
internal readonly record struct SearchPiece(
    SearchPieceKind Kind, SearchNode? Leaf = null, bool IsForbidden = false, SearchFields In = SearchFields.All);

/// <summary>Cuts a query into pieces. Every text can be cut.</summary>
internal sealed class SearchPieces
{
    private readonly string text;
    private readonly List<SearchPiece> pieces = [];
    private int position;
    private int depth;
    private int terms;

    private SearchPieces(string text) =>
        this.text = text.Length > SearchQuery.MaxLength ? text[..SearchQuery.MaxLength] : text;

    /// <summary>What is wrong with a filter, in a sentence; null if nothing is.</summary>
    public string? Problem { get; private set; }

    public static (IReadOnlyList<SearchPiece> Pieces, string? Problem) Of(string text)
    {
        var cutter = new SearchPieces(text);
        while (cutter.SkipSpace() && cutter.terms < SearchQuery.MaxTerms) cutter.Next();
        return (cutter.pieces, cutter.Problem);
    }

    private bool SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        return position < text.Length;
    }

    private void Next()
    {
        if (text[position] == ')')
        {
            position++;
            if (depth == 0) return;
            depth--;
            pieces.Add(new SearchPiece(SearchPieceKind.Close));
            return;
        }

        var start = position;
        while (position < text.Length && text[position] == '-') position++;
        var isForbidden = position > start;
        var name = FieldName();
        if (position < text.Length && text[position] == '(')
        {
            position++;
            if (depth == SearchQuery.MaxDepth) return;
            depth++;
            pieces.Add(new SearchPiece(SearchPieceKind.Open, null, isForbidden, FieldsNamed(name)));
            return;
        }

        var (written, isQuoted) = Written();
        if (!isQuoted && !isForbidden && name is null && written == "OR")
        {
            pieces.Add(new SearchPiece(SearchPieceKind.Or));
            return;
        }

        terms++;
        var isPrefix = isQuoted ? TakesStar() : written.EndsWith('*');
        pieces.Add(new SearchPiece(SearchPieceKind.Leaf, LeafOf(name, written, isPrefix), isForbidden));
    }

    /// <summary>A name with a colon that the language knows; null, and nothing passed over, if there is none.</summary>
    private string? FieldName()
    {
        var end = position;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        if (end >= text.Length || text[end] != ':') return null;
        var name = text[position..end].ToLowerInvariant();
        if (!SearchFilters.IsKnown(name) && FieldsNamed(name) == SearchFields.All) return null;
        // People write "from: Ann" too. A colon with nothing behind it is left to be a word.
        var value = end + 1;
        while (value < text.Length && char.IsWhiteSpace(text[value])) value++;
        if (value >= text.Length) return null;
        position = value;
        return name;
    }

    /// <summary>Where a word is to stand; All if the name is none of the language's.</summary>
    private static SearchFields FieldsNamed(string? name) => name switch
    {
        "from" => SearchFields.Sender,
        "to" => SearchFields.Recipients,
        "subject" => SearchFields.Subject,
        "own" => SearchFields.Own,
        "attachment" => SearchFields.Names | SearchFields.Documents,
        _ => SearchFields.All,
    };

    private (string Written, bool IsQuoted) Written()
    {
        var isQuoted = position < text.Length && IsQuote(text[position]);
        if (isQuoted) position++;
        var start = position;
        var open = 0;
        while (position < text.Length)
        {
            var c = text[position];
            if (IsQuote(c) || (!isQuoted && char.IsWhiteSpace(c))) break;
            // A bracket within a word is the word's own, as in "Grenfell(London)", unless it closes one of ours.
            if (!isQuoted && c == '(') open++;
            if (!isQuoted && c == ')' && open-- == 0 && depth > 0) break;
            position++;
        }

        var written = text[start..position];
        if (isQuoted && position < text.Length) position++;
        return (written, isQuoted);
    }

    private SearchNode? LeafOf(string? name, string written, bool isPrefix)
    {
        if (name is not null && SearchFilters.IsKnown(name))
        {
            var (filter, problem) = SearchFilters.Of(name, written);
            Problem ??= problem;
            return filter;
        }

        var folded = Words.Fold(written);
        return folded.Length > 0
            ? new SearchTerm(FieldsNamed(name), folded.Split(' '), isPrefix)
            : null;
    }

    private bool TakesStar()
    {
        if (position >= text.Length || text[position] != '*') return false;
        position++;
        return true;
    }

    /// <summary>Word processors and phones write “ ” and „ of their own accord.</summary>
    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»';
}
