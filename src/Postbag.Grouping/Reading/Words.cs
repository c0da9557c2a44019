namespace Postbag.Grouping.Reading;

/// <summary>Cuts text into words and folds each to what it is compared by.</summary>
internal static class Words
{
    /// <summary>How much of a word gives its shape; hashing goes on to the end.</summary>
    private const int ShapedLength = 40;

    /// <summary>The hash of one plain word, as the tokeniser would give it.</summary>
    public static ulong HashOf(string word)
    {
        var cursor = new Cursor(word, 0, word.Length);
        Span<char> folded = stackalloc char[ShapedLength];
        return cursor.Next(folded) ? cursor.Hash : 0;
    }

    public static Cursor In(ReadOnlySpan<char> text, int from, int to) => new(text, from, to);

    /// <summary>Walks from word to word; addresses of the web and of mail are passed over.</summary>
    internal ref struct Cursor(ReadOnlySpan<char> text, int from, int to)
    {
        private readonly ReadOnlySpan<char> text = text;
        private int at = from;

        public int Start { get; private set; }

        public int End { get; private set; }

        public ulong Hash { get; private set; }

        public int FoldedLength { get; private set; }

        public bool IsNumber { get; private set; }

        /// <summary>Moves to the next word and writes its folded beginning; false at the end.</summary>
        public bool Next(scoped Span<char> folded)
        {
            while (at < to)
            {
                var c = text[at];
                if (CharacterFolding.IsUnspaced(c) || IsAstralLetter(at))
                {
                    return One(folded, char.IsHighSurrogate(c) ? 2 : 1);
                }

                if (CharacterFolding.Fold(c) <= CharacterFolding.Silent)
                {
                    at++;
                    continue;
                }

                if (Read(folded))
                {
                    return true;
                }
            }

            return false;
        }

        private bool IsAstralLetter(int i) =>
            char.IsHighSurrogate(text[i]) && i + 1 < to && char.IsLowSurrogate(text[i + 1])
            && System.Text.Rune.IsLetter(new System.Text.Rune(text[i], text[i + 1]));

        private bool One(scoped Span<char> folded, int length)
        {
            (Start, at) = (at, at + length);
            while (at < to && CharacterFolding.Fold(text[at]) == CharacterFolding.Silent)
            {
                at++;
            }

            End = at;
            folded[0] = text[Start];
            (FoldedLength, IsNumber) = (1, false);
            Hash = Hashing.OfText(text[Start..(Start + length)]);
            return true;
        }

        /// <summary>Reads a word of letters and digits; false if it turned out to be an address.</summary>
        private bool Read(scoped Span<char> folded)
        {
            Start = at;
            var hash = Hashing.Seed;
            var length = 0;
            var pending = CharacterFolding.None;
            var isNumber = true;
            for (; at < to; at++)
            {
                var c = text[at];
                var fold = CharacterFolding.IsUnspaced(c) ? CharacterFolding.None : CharacterFolding.Fold(c);
                if (fold == CharacterFolding.None)
                {
                    if (Joins(c, isNumber))
                    {
                        continue;
                    }

                    break;
                }

                if (fold == CharacterFolding.Silent)
                {
                    continue;
                }

                if (isNumber && !char.IsAsciiDigit(c))
                {
                    isNumber = false;
                }

                // rn and m are the same to a scanner.
                if (pending == 'r' && fold == 'n')
                {
                    pending = 'm';
                    continue;
                }

                Push(pending, folded);
                pending = fold;
            }

            Push(pending, folded);
            End = at;
            if (at < to && IsAddress())
            {
                SkipToSpace();
                return false;
            }

            // 15 must not become the word "is": numbers are hashed apart from words.
            Hash = Hashing.Mix(isNumber ? ~hash : hash);
            (FoldedLength, IsNumber) = (Math.Min(length, ShapedLength), isNumber);
            return true;

            void Push(char c, scoped Span<char> folded)
            {
                if (c == CharacterFolding.None)
                {
                    return;
                }

                hash = (hash ^ c) * 0x100000001B3;
                if (length < ShapedLength)
                {
                    folded[length] = c;
                }

                length++;
            }
        }

        /// <summary>An apostrophe inside a word, or the comma or point inside a number.</summary>
        private readonly bool Joins(char c, bool isNumber)
        {
            if (at + 1 >= to)
            {
                return false;
            }

            var next = text[at + 1];
            return CharacterFolding.IsApostrophe(c) ? char.IsLetter(next)
                : isNumber && c is ',' or '.' && char.IsAsciiDigit(next) && char.IsAsciiDigit(text[at - 1]);
        }

        private readonly bool IsAddress()
        {
            var rest = text[at..to];
            return rest[0] == '@'
                || (rest[0] == ':' && rest.StartsWith("://"))
                || (rest[0] == '.' && End - Start == 3
                    && text[Start..End].Equals("www", StringComparison.OrdinalIgnoreCase));
        }

        private void SkipToSpace()
        {
            while (at < to && !char.IsWhiteSpace(text[at]) && text[at] is not ('<' or '>' or '"' or ')'))
            {
                at++;
            }
        }
    }
}
