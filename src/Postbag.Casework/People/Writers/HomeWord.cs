namespace Postbag.Casework.People.Writers;

/// <summary>A word of a sentence, or one mark.</summary>
internal readonly record struct HomeWord(int Offset, string Text)
{
    /// <summary>A mark: commas part what is said, and no more.</summary>
    public bool IsBreak => !char.IsLetterOrDigit(Text[0]) && Text[0] is not ('\'' or '&');

    /// <summary>A mark that ends a thought.</summary>
    public bool IsStop => Text[0] is ';' or ':' or '.' or '!' or '?' or '(' or ')' or '–' or '—';

    public static List<HomeWord> Cut(string plain)
    {
        var words = new List<HomeWord>();
        for (var i = 0; i < plain.Length;)
        {
            if (char.IsLetterOrDigit(plain[i]) || plain[i] is '\'')
            {
                var from = i;
                while (i < plain.Length
                    && (char.IsLetterOrDigit(plain[i]) || plain[i] is '\''
                    || (plain[i] == '-' && i + 1 < plain.Length && char.IsLetterOrDigit(plain[i + 1])))) i++;
                words.Add(new HomeWord(from, plain[from..i]));
            }
            else
            {
                if (plain[i] != ' ') words.Add(new HomeWord(i, plain[i].ToString()));
                i++;
            }
        }

        return words;
    }
}
