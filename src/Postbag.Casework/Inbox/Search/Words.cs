using System.Buffers;
using System.Text;

namespace Postbag.Casework.Inbox.Search;

/// <summary>Cuts text into words and folds them, so that "Café" and "CAFE" are one word. Both engines index exactly
/// these words, so a query finds the same messages on both; neither engine's own idea of a word is used.</summary>
/// <remarks>A word is a run of letters and digits. Case, accents and compatibility forms (ﬁ, full-width and
/// mathematical letters) are folded away; Chinese and Japanese, which write no spaces, are one word a
/// character.</remarks>
internal static class Words
{
    /// <summary>Characters of folded words indexed for one message; what comes after is not searched for.</summary>
    /// <remarks>PostgreSQL refuses to index a text whose different words exceed 1 MiB, and no letter is that long:
    /// this is some fifty thousand words.</remarks>
    public const int MaxChars = 300_000;

    /// <summary>Longer words are cut, in the index and in queries alike: they are encoded data, not words.</summary>
    public const int MaxWordLength = 32;

    /// <summary>The text's words in order, folded, with one space between two.</summary>
    public static string Fold(string? text)
    {
        var budget = MaxChars;
        return Fold(text, ref budget);
    }

    /// <summary>As <see cref="Fold(string?)"/>, but only as much as the budget allows, which is reduced by
    /// it.</summary>
    public static string Fold(string? text, ref int budget)
    {
        if (string.IsNullOrEmpty(text) || budget <= 0) return "";
        var folded = ArrayPool<char>.Shared.Rent(Math.Min(budget, text.Length * 2) + 1);
        try
        {
            var length = 0;
            Span<char> word = stackalloc char[MaxWordLength];
            foreach (var (start, count) in new WordCutter(text))
            {
                var size = FoldWord(text.AsSpan(start, count), word);
                if (size == 0) continue;
                if (length + size + 1 > folded.Length || length + size + 1 > budget) break;
                if (length > 0) folded[length++] = ' ';
                word[..size].CopyTo(folded.AsSpan(length));
                length += size;
            }

            budget -= length + 1;
            return new string(folded, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(folded);
        }
    }

    /// <summary>Folds one word, as <see cref="WordCutter"/> cut it.</summary>
    /// <param name="word">The word.</param>
    /// <param name="folded">At least <see cref="MaxWordLength"/> characters.</param>
    /// <returns>How many characters it has folded; 0 if nothing is left of it.</returns>
    public static int FoldWord(ReadOnlySpan<char> word, Span<char> folded)
    {
        if (!Ascii.IsValid(word)) return FoldForeign(word, folded);
        var length = Math.Min(word.Length, MaxWordLength);
        for (var i = 0; i < length; i++)
        {
            var c = word[i];
            folded[i] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        }

        return length;
    }

    private static int FoldForeign(ReadOnlySpan<char> word, Span<char> folded)
    {
        // A word of half a message's length is no word, and normalising it would cost what it is worth.
        var head = word[..Math.Min(word.Length, MaxWordLength * 4)];
        if (char.IsHighSurrogate(head[^1])) head = head[..^1];
        var length = 0;
        foreach (var rune in head.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune)) continue;
            if (!Append(Rune.ToLowerInvariant(rune), folded, ref length)) break;
        }

        return length;
    }

    private static bool Append(Rune rune, Span<char> folded, ref int length)
    {
        // Letters that Unicode doesn't decompose, but that people write without their strokes.
        ReadOnlySpan<char> plain = rune.Value switch
        {
            'ß' => "ss", 'ø' => "o", 'ł' => "l", 'đ' or 'ð' => "d", 'æ' => "ae", 'œ' => "oe", 'þ' => "th",
            'ı' => "i", 'ħ' => "h", 'ς' => "σ", _ => "",
        };
        if (plain.IsEmpty)
        {
            if (length + rune.Utf16SequenceLength > MaxWordLength) return false;
            length += rune.EncodeToUtf16(folded[length..]);
            return true;
        }

        if (length + plain.Length > MaxWordLength) return false;
        plain.CopyTo(folded[length..]);
        length += plain.Length;
        return true;
    }
}
