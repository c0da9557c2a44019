namespace Postbag.Triage.Needs.Examples;

/// <summary>What a letter reads like.</summary>
/// <param name="Need">The need of the examples it is most like.</param>
/// <param name="P">How probably it is in need, 0 to 1.</param>
/// <param name="At">Where the words that say so most begin.</param>
/// <param name="Length">How long they are.</param>
internal readonly record struct LikelyNeed(string Need, double P, int At, int Length);

/// <summary>
/// Whether a letter reads like those of people in need. Rules find what they name; whoever says it as nobody has before
/// is found by what all such letters share. Learnt from the examples that come with the library, in half a second, when
/// it is first asked.
/// </summary>
/// <remarks>Safe for many threads; the same examples give the same answers. It only ever speaks for a letter, never
/// against one.</remarks>
internal sealed class Likeness
{
    /// <summary>About what an example is long: in a letter of pages the few words that matter would be lost among the
    /// others.</summary>
    private const int PieceCharacters = 900;

    /// <summary>Guards time: a letter says what it wants in its first pages.</summary>
    private const int MaxPieces = 24;

    /// <summary>A shorter paragraph that is no sentence is a greeting, a name or an address, which ordinary letters
    /// have too.</summary>
    private const int ShortParagraph = 80;

    /// <summary>Fewer words say too little to be like anything: "I am away."</summary>
    private const int FewestWords = 8;

    private const string InNeed = "need";
    private const string Ordinary = "ordinary";

    /// <summary>An example has no age.</summary>
    private static readonly TriageOptions Options = new() { OldestWeight = 1 };

    private static readonly Lazy<Likeness> FromExamples = new(() => new Likeness(LetterExamples.Read()));

    private readonly Labeller isInNeed;
    private readonly Lazy<Labeller> whichNeed;

    /// <summary>Learns.</summary>
    /// <param name="examples">Of each need some, and letters in which nobody is.</param>
    internal Likeness(IReadOnlyList<LetterExample> examples)
    {
        isInNeed = Labeller.Learn(
            [.. examples.Select(one => new Example(Own(one.Text), one.Need is null ? Ordinary : InNeed))], Options);
        // Most letters are like none.
        whichNeed = new(() => Labeller.LearnLabels(
            [.. examples.Where(one => one.Need is not null).Select(one => new Example(Own(one.Text), one.Need!))],
            Options));
    }

    /// <summary>Learnt from the examples that come with the library.</summary>
    public static Likeness Standard => FromExamples.Value;

    /// <summary>What the letter reads like, by the part of it that is most like a letter in need; null if none
    /// is.</summary>
    public LikelyNeed? Of(string text)
    {
        (string Piece, Suggestion Says, int At, int Length)? likeliest = null;
        foreach (var (at, length) in Pieces(text))
        {
            var piece = Own(text.Substring(at, length));
            if (!HasWords(piece)) continue;
            var suggestion = isInNeed.Suggest(piece);
            if (suggestion.Label != InNeed || suggestion.P <= (likeliest?.Says.P ?? 0)) continue;
            likeliest = (piece, suggestion, at, length);
        }

        if (likeliest is not { } most) return null;
        var word = most.Says.Why.Count > 0 ? most.Says.Why[0] : new WordSpan(0, most.Length);
        return new LikelyNeed(
            whichNeed.Value.Suggest(most.Piece).Label, most.Says.P, most.At + word.Start, word.End - word.Start);
    }

    /// <summary>The letter in parts of paragraphs, without what a mail program marked as somebody else's.</summary>
    internal static IEnumerable<(int At, int Length)> Pieces(string text)
    {
        var (start, end, count) = (-1, -1, 0);
        foreach (var (from, to) in Paragraphs(text))
        {
            if (start >= 0 && (to - start > PieceCharacters || IsBroken(text.AsSpan(end, from - end))))
            {
                yield return (start, end - start);
                if (++count == MaxPieces) yield break;
                start = -1;
            }

            if (start < 0) start = from;
            end = to;
        }

        if (start >= 0) yield return (start, end - start);
    }

    /// <summary>Without what stands in quotation marks, which is a newspaper's or a campaign's; each word stays where
    /// it is.</summary>
    private static string Own(string text)
    {
        if (!text.AsSpan().ContainsAny('"', '\u201C')) return text;
        var isQuoted = false;
        return string.Create(text.Length, text, (own, written) =>
        {
            for (var i = 0; i < own.Length; i++)
            {
                var isMark = written[i] is '"' or '\u201C' or '\u201D';
                own[i] = isMark || isQuoted ? ' ' : written[i];
                if (isMark) isQuoted = written[i] switch { '\u201C' => true, '\u201D' => false, _ => !isQuoted };
                // A mark that was forgotten hides no more than its paragraph.
                if (written[i] == '\n' && i + 1 < own.Length && written[i + 1] is '\n' or '\r') isQuoted = false;
            }
        });
    }

    private static bool HasWords(string text)
    {
        var words = 0;
        for (var i = 1; i < text.Length && words < FewestWords; i++)
            if (char.IsLetterOrDigit(text[i - 1]) && !char.IsLetterOrDigit(text[i]))
                words++;
        return words >= FewestWords;
    }

    /// <summary>Something that isn't read stands between.</summary>
    private static bool IsBroken(ReadOnlySpan<char> between) => !between.IsWhiteSpace();

    private static IEnumerable<(int From, int To)> Paragraphs(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = EndOfParagraph(text, at);
            // A paragraph without an end, of a megabyte, is cut.
            end = Math.Min(end, at + PieceCharacters);
            if (IsRead(text.AsSpan(at, end - at))) yield return (at, end);
            at = end;
        }
    }

    /// <summary>Up to an empty line, or a line that is marked as somebody else's; such a line is a paragraph by
    /// itself.</summary>
    private static int EndOfParagraph(string text, int at)
    {
        for (var line = at; ;)
        {
            var next = text.IndexOf('\n', line);
            if (next < 0) return text.Length;
            if (text[at] == '>' || next + 1 >= text.Length || text[next + 1] is '\n' or '\r' or '>') return next;
            line = next + 1;
        }
    }

    private static bool IsRead(ReadOnlySpan<char> paragraph) =>
        paragraph[0] != '>' && (paragraph.Length > ShortParagraph || paragraph.IndexOfAny('.', '!', '?') >= 0);
}
