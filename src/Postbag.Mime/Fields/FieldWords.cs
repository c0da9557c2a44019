namespace Postbag.Mime;

/// <summary>Cuts a decoded value of a trace field into words and comments, in one pass.</summary>
internal static class FieldWords
{
    // Trace fields are a few hundred characters long; what is longer isn't worth the memory of its words.
    private const int MaxLength = 8000;

    /// <summary>Words, and comments as words that begin with a parenthesis. A quoted string is one word, without its
    /// quotes. The separators stand alone.</summary>
    public static List<string> Of(ReadOnlySpan<byte> value, string separators, long offset, DefectList defects)
    {
        var text = FieldText.Decode(value[..Math.Min(value.Length, MaxLength)], offset, defects);
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            if (char.IsWhiteSpace(text[i]))
            {
                i = end;
                continue;
            }

            if (text[i] == '(')
                end = CommentEnd(text, i);
            else if (text[i] == '"' && text.IndexOf('"', i + 1) is var close and > 0)
                end = close + 1;
            else if (!separators.Contains(text[i], StringComparison.Ordinal))
                end = WordEnd(text, i, separators);
            var word = text[i] == '"' && end > i + 1 ? text[(i + 1)..(end - 1)] : text[i..end];
            if (word.Length > 0)
                words.Add(word);
            i = end;
        }

        return words;
    }

    private static int WordEnd(string text, int start, string separators)
    {
        var end = start + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '('
            && !separators.Contains(text[end], StringComparison.Ordinal))
        {
            end++;
        }

        return end;
    }

    private static int CommentEnd(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return i + 1;
        }

        return text.Length;
    }
}
