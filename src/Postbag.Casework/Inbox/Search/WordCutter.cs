using System.Globalization;
using System.Text;

namespace Postbag.Casework.Inbox.Search;

/// <summary>Finds where the words of a text are: start and length of each, in order.</summary>
internal ref struct WordCutter(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int position;

    public (int Start, int Length) Current { get; private set; }

    public readonly WordCutter GetEnumerator() => this;

    public bool MoveNext()
    {
        while (position < text.Length)
        {
            var start = position;
            var part = PartAt(position, out var width);
            position += width;
            if (part is Part.None or Part.Mark) continue;
            if (part == Part.Letter)
            {
                while (position < text.Length && PartAt(position, out width) is Part.Letter or Part.Mark)
                    position += width;
            }

            Current = (start, position - start);
            return true;
        }

        return false;
    }

    private readonly Part PartAt(int index, out int width)
    {
        var c = text[index];
        width = 1;
        if (c < 0x80) return char.IsAsciiLetterOrDigit(c) ? Part.Letter : Part.None;
        if (!char.IsSurrogate(c)) return PartOf(c, char.GetUnicodeCategory(c));
        if (Rune.DecodeFromUtf16(text[index..], out var rune, out width) != System.Buffers.OperationStatus.Done)
            return Part.None;
        return PartOf(rune.Value, Rune.GetUnicodeCategory(rune));
    }

    private static Part PartOf(int value, UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber => Part.Letter,
        UnicodeCategory.OtherLetter => IsWrittenWithoutSpaces(value) ? Part.Sign : Part.Letter,
        // Accents written apart, soft hyphens and joiners don't divide a word, and are folded away.
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format => Part.Mark,
        _ => Part.None,
    };

    /// <summary>Han, Hiragana and Katakana.</summary>
    private static bool IsWrittenWithoutSpaces(int value) =>
        value is (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private enum Part
    {
        None,
        Letter,
        Mark,
        Sign,
    }
}
