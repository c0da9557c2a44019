namespace Postbag.Mime;

internal enum DateTokenKind : byte
{
    Number,
    Word,
    Mark,
}

/// <summary>One token of a date: a number, a word, or a mark between them.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">A number's value (-1 if it is longer than any number in a date); a mark's character.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
/// <param name="SpaceBefore">Whether white space or a comment stands before it.</param>
internal readonly record struct DateToken(DateTokenKind Kind, int Value, int Start, int End, bool SpaceBefore)
{
    // A date has at most about twenty tokens: what has more is no date.
    private const int MaxTokens = 48;

    public int Digits => End - Start;

    public bool IsMark(char mark) => Kind == DateTokenKind.Mark && Value == mark;

    public bool IsSmallNumber => Kind == DateTokenKind.Number && Digits <= 2;

    /// <summary>Cuts a date into tokens, leaving out comments (RFC 5322 §3.2.2).</summary>
    public static List<DateToken> Scan(ReadOnlySpan<char> text)
    {
        var tokens = new List<DateToken>(16);
        var hasSpace = false;
        for (var i = 0; i < text.Length && tokens.Count < MaxTokens;)
        {
            var current = text[i];
            if (char.IsWhiteSpace(current))
            {
                hasSpace = true;
                i++;
                continue;
            }

            if (current == '(')
            {
                i = SkipComment(text, i);
                hasSpace = true;
                continue;
            }

            var end = i + 1;
            var kind = DateTokenKind.Mark;
            int value = current;
            if (char.IsAsciiDigit(current))
            {
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                    end++;
                kind = DateTokenKind.Number;
                value = end - i <= 8 ? int.Parse(text[i..end]) : -1;
            }
            else if (IsWordCharacter(current))
            {
                while (end < text.Length && IsWordCharacter(text[end]))
                    end++;
                kind = DateTokenKind.Word;
                end = EndOfZoneName(text, i, end);
            }

            tokens.Add(new DateToken(kind, value, i, end, hasSpace));
            hasSpace = false;
            i = end;
        }

        return tokens;
    }

    private static bool IsWordCharacter(char current) =>
        char.IsLetter(current)
            || char.GetUnicodeCategory(current) == System.Globalization.UnicodeCategory.NonSpacingMark;

    /// <summary>Keeps "EST5EDT" together.</summary>
    private static int EndOfZoneName(ReadOnlySpan<char> text, int start, int end) =>
        end - start == 3 && text.Length - end >= 4 && char.IsAsciiDigit(text[end])
            && char.IsAsciiLetter(text[end + 1]) && char.IsAsciiLetter(text[end + 2])
            && char.IsAsciiLetter(text[end + 3])
            ? end + 4
            : end;

    private static int SkipComment(ReadOnlySpan<char> text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return i + 1;
        }

        return text.Length;
    }
}
