namespace Postbag.Casework.Inbox.Search;

/// <summary>Words that must stand next to each other; usually one.</summary>
/// <param name="Words">Folded, at least one.</param>
/// <param name="IsPrefix">Whether the last of them may go on.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix);

/// <summary>What someone typed into the search field, understood: each line of <see cref="Wanted"/> must be met by one of
/// its terms, and none of <see cref="Unwanted"/> may be there.</summary>
/// <remarks>
/// The language: words are all wanted; "words in quotation marks" stand together; a star at the end lets a word go on;
/// a minus before a word or phrase forbids it; OR between two lets either do. Case and accents don't matter. Whatever
/// else is typed is cut into words as a message's text is, so that no query is wrong: at worst it finds nothing.
/// </remarks>
internal sealed class SearchQuery
{
    /// <summary>Longer queries are cut: they come from a slip of the clipboard or from someone trying the doors.</summary>
    public const int MaxLength = 1000;

    /// <summary>Terms beyond these are left aside, for the same reason.</summary>
    public const int MaxTerms = 40;

    private readonly List<IReadOnlyList<SearchTerm>> wanted = [];
    private readonly List<SearchTerm> unwanted = [];

    private SearchQuery()
    {
    }

    public IReadOnlyList<IReadOnlyList<SearchTerm>> Wanted => wanted;

    public IReadOnlyList<SearchTerm> Unwanted => unwanted;

    /// <summary>Why nothing is looked for, in a sentence; null if something is.</summary>
    public string? WhyNot => wanted.Count > 0 ? null
        : unwanted.Count > 0 ? "Enter at least one word to look for, besides those to leave out."
        : "Enter a word to look for.";

    public static SearchQuery Parse(string? text)
    {
        var query = new SearchQuery();
        var pieces = Cut(text ?? "");
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Term is not { } term) continue;
            if (pieces[i].IsForbidden)
            {
                query.unwanted.Add(term);
                continue;
            }

            var either = new List<SearchTerm> { term };
            while (i + 2 < pieces.Count && pieces[i + 1].IsOr && pieces[i + 2] is { Term: { } other, IsForbidden: false })
            {
                either.Add(other);
                i += 2;
            }

            query.wanted.Add(either);
        }

        return query;
    }

    private static List<Piece> Cut(string text)
    {
        if (text.Length > MaxLength) text = text[..MaxLength];
        var pieces = new List<Piece>();
        var position = 0;
        while (position < text.Length && pieces.Count < MaxTerms * 2)
        {
            if (char.IsWhiteSpace(text[position])) position++;
            else pieces.Add(Next(text, ref position));
        }

        // An OR without something on either side is taken for the word.
        for (var i = 0; i < pieces.Count; i++)
            if (pieces[i].IsOr && (i == 0 || i == pieces.Count - 1 || pieces[i - 1].Term is null || pieces[i + 1].Term is null))
                pieces[i] = new Piece(new SearchTerm(["or"], false), false, false);
        return pieces.Take(MaxTerms).ToList();
    }

    private static Piece Next(string text, ref int position)
    {
        var isForbidden = text[position] == '-';
        if (isForbidden) position++;
        var isQuoted = position < text.Length && IsQuote(text[position]);
        if (isQuoted) position++;
        var start = position;
        while (position < text.Length
            && (isQuoted ? !IsQuote(text[position]) : !char.IsWhiteSpace(text[position]) && !IsQuote(text[position])))
            position++;
        var written = text[start..position];
        if (isQuoted && position < text.Length) position++;
        var isPrefix = isQuoted ? TakesStar(text, ref position) : written.EndsWith('*');
        if (!isQuoted && !isForbidden && written == "OR") return new Piece(null, false, true);
        var folded = Words.Fold(written);
        return new Piece(
            folded.Length > 0 ? new SearchTerm(folded.Split(' '), isPrefix) : null, isForbidden, false);
    }

    private static bool TakesStar(string text, ref int position)
    {
        if (position >= text.Length || text[position] != '*') return false;
        position++;
        return true;
    }

    /// <summary>Word processors and phones write “ ” and „ of their own accord.</summary>
    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»';

    private readonly record struct Piece(SearchTerm? Term, bool IsForbidden, bool IsOr);
}
