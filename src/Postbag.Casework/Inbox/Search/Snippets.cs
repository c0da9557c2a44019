using System.Text;

namespace Postbag.Casework.Inbox.Search;

/// <summary>A stretch of a snippet; found words are lit.</summary>
public readonly record struct SnippetPart(string Text, bool IsFound);

/// <summary>Shows where a query's words stand in a text: the stretch that holds the most of them.</summary>
internal static class Snippets
{
    /// <summary>How long a snippet is, about.</summary>
    private const int Length = 180;

    /// <summary>Found words are looked for in so much of a text; beyond, a snippet isn't worth the time.</summary>
    private const int SearchedLength = 200_000;

    /// <returns>The snippet on one line; the beginning of the text if none of the words stands in it.</returns>
    public static IReadOnlyList<SnippetPart> Of(string text, SearchNode tree)
    {
        var searched = text.Length <= SearchedLength ? text : text[..SearchedLength];
        var found = FindWords(searched, tree);
        var (start, end) = Window(searched, found);
        var parts = new List<SnippetPart>();
        var position = start;
        foreach (var (at, length) in found)
        {
            if (at < position) continue;
            if (at + length > end) break;
            Add(parts, searched[position..at], false);
            Add(parts, searched.Substring(at, length), true);
            position = at + length;
        }

        Add(parts, searched[position..end], false);
        return Finish(parts, start > 0, end < text.Length);
    }

    private static List<(int Start, int Length)> FindWords(string text, SearchNode tree)
    {
        var whole = new HashSet<string>(StringComparer.Ordinal);
        var beginnings = new List<string>();
        foreach (var term in tree.Leaves().Where(leaf => leaf.IsWanted).Select(leaf => leaf.Leaf).OfType<SearchTerm>())
        {
            if ((term.In & (SearchFields.Own | SearchFields.Rest)) == SearchFields.None) continue;
            for (var i = 0; i < term.Folded.Count; i++)
                if (term.IsPrefix && i == term.Folded.Count - 1) beginnings.Add(term.Folded[i]);
                else whole.Add(term.Folded[i]);
        }

        var lookup = whole.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new List<(int, int)>();
        Span<char> folded = stackalloc char[Words.MaxWordLength];
        foreach (var (start, length) in new WordCutter(text))
        {
            var word = folded[..Words.FoldWord(text.AsSpan(start, length), folded)];
            if (lookup.Contains(word) || StartsWithAny(word, beginnings)) found.Add((start, length));
        }

        return found;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> word, List<string> beginnings)
    {
        foreach (var beginning in beginnings)
            if (word.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static (int Start, int End) Window(string text, List<(int Start, int Length)> found)
    {
        if (found.Count == 0) return (0, EdgeBefore(text, Math.Min(text.Length, Length)));
        var (best, most) = (0, 0);
        for (var (first, last) = (0, 0); first < found.Count; first++)
        {
            while (last < found.Count
                && found[last].Start + found[last].Length - found[first].Start <= Length * 3 / 4) last++;
            if (last - first > most) (best, most) = (first, last - first);
        }

        var start = Math.Max(0, found[best].Start - Length / 4);
        while (start > 0 && start < found[best].Start && !char.IsWhiteSpace(text[start - 1])) start++;
        return (start, EdgeBefore(
            text, Math.Min(text.Length, Math.Max(start + Length, found[best].Start + found[best].Length))));
    }

    /// <summary>No snippet ends in the middle of a word, unless the word is longer than the snippet.</summary>
    private static int EdgeBefore(string text, int end)
    {
        if (end >= text.Length) return text.Length;
        for (var edge = end; edge > end - 40 && edge > 0; edge--)
            if (char.IsWhiteSpace(text[edge]))
                return edge;
        return char.IsLowSurrogate(text[end]) ? end - 1 : end;
    }

    private static void Add(List<SnippetPart> parts, string text, bool isFound)
    {
        if (text.Length == 0) return;
        parts.Add(new SnippetPart(isFound ? text : Spaced(text), isFound));
    }

    /// <summary>White space as single spaces, without control characters.</summary>
    private static string Spaced(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune)) line.Append(rune);
            else if (line.Length == 0 || line[^1] != ' ') line.Append(' ');
        }

        return line.ToString();
    }

    private static List<SnippetPart> Finish(List<SnippetPart> parts, bool goesOnBefore, bool goesOnAfter)
    {
        if (parts.Count == 0) return parts;
        parts[0] = parts[0] with { Text = (goesOnBefore ? "… " : "") + parts[0].Text.TrimStart() };
        parts[^1] = parts[^1] with { Text = parts[^1].Text.TrimEnd() + (goesOnAfter ? " …" : "") };
        return parts;
    }
}
