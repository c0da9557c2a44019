using Postbag.Triage.Reading;

namespace Postbag.Triage.Needs;

/// <summary>A word of a letter.</summary>
/// <param name="At">Where it begins in the text.</param>
/// <param name="End">Where it has ended.</param>
/// <param name="Folded">Where its folded letters begin.</param>
/// <param name="Length">How many there are.</param>
/// <param name="IsQuoted">It stands within quotation marks.</param>
internal readonly record struct LetterWord(int At, int End, int Folded, int Length, bool IsQuoted);

/// <summary>
/// A letter cut into sentences of words. A sentence is at most <see cref="MaxWords"/> long: its words are then bits of
/// one number, and a text without full stops costs no more than any other.
/// </summary>
internal sealed class LetterSentences
{
    public const int MaxWords = 60;

    /// <summary>So many words of a cut sentence stand in the next one again.</summary>
    private const int Overlap = 20;

    /// <summary>What is longer is cut: a word of a megabyte is no word.</summary>
    private const int LongestWord = 40;

    private readonly List<LetterWord> words = [];
    private readonly List<(int From, int To)> sentences = [];
    private readonly char[] folded;
    private int foldedCount;
    private int sentenceStart;

    /// <summary>Cuts a letter.</summary>
    /// <param name="text">The letter.</param>
    /// <param name="maxCharacters">What stands behind isn't read.</param>
    public LetterSentences(string text, int maxCharacters)
    {
        var length = Math.Min(text.Length, maxCharacters);
        folded = new char[length];
        var quote = false;
        for (var at = 0; at < length;)
        {
            if (IsQuotedLine(text, at))
            {
                End();
                quote = false;
                while (at < length && text[at] != '\n') at++;
                continue;
            }

            if (Folding.Of(text[at]) > Folding.Silent)
            {
                at = AddWord(text, at, length, quote);
                continue;
            }

            if (text[at] is '\u201C' or '\u201D' or '"')
                quote = text[at] switch { '\u201C' => true, '\u201D' => false, _ => !quote };
            if (EndsSentence(text, at, length)) End();
            if (text[at] == '\n' && at + 1 < length && text[at + 1] is '\n' or '\r') quote = false;
            at++;
        }

        End();
    }

    public IReadOnlyList<(int From, int To)> Sentences => sentences;

    public LetterWord this[int word] => words[word];

    public ReadOnlySpan<char> FoldedOf(int word) => folded.AsSpan(words[word].Folded, words[word].Length);

    private int AddWord(string text, int start, int length, bool isQuoted)
    {
        var first = foldedCount;
        var (at, end) = (start, start);
        for (; at < length && at - start < LongestWord; at++)
        {
            var c = Folding.Of(text[at]);
            if (c == Folding.Divides) break;
            if (c == Folding.Silent) continue;
            folded[foldedCount++] = c;
            end = at + 1;
        }

        words.Add(new LetterWord(start, end, first, foldedCount - first, isQuoted));
        return at;
    }

    /// <summary>A line that a mail program marked as somebody else's.</summary>
    private static bool IsQuotedLine(string text, int at) => text[at] == '>' && (at == 0 || text[at - 1] == '\n');

    private static bool EndsSentence(string text, int at, int length) => text[at] switch
    {
        '!' or '?' or ';' or '\u2026' => true,
        // Not within 14.03 or example.org.
        '.' => at + 1 >= length || Folding.Of(text[at + 1]) <= Folding.Silent,
        '\n' => at + 1 < length && (text[at + 1] is '\n' or '\r' or '-' or '*' or '\u2022'),
        _ => false,
    };

    private void End()
    {
        while (words.Count - sentenceStart > MaxWords)
        {
            sentences.Add((sentenceStart, sentenceStart + MaxWords));
            sentenceStart += MaxWords - Overlap;
        }

        if (words.Count > sentenceStart) sentences.Add((sentenceStart, words.Count));
        sentenceStart = words.Count;
    }
}
