using System.Text;

namespace Postbag.Casework.People.Writers;

/// <summary>A sentence of the writer's, made plain for looking through: on one line, with straight apostrophes, and
/// with what stands between quotation marks blanked. It is as long as what is written, so places are the letter's
/// own.</summary>
/// <param name="Start">Where it starts in the letter's text.</param>
/// <param name="Plain">Its text, made plain.</param>
/// <param name="Way">In which part of the letter it stands.</param>
internal sealed record Sentence(int Start, string Plain, EvidenceWay Way);

/// <summary>Cuts the writer's lines into sentences.</summary>
internal static class Sentences
{
    /// <summary>Longer ones are cut: nobody says who they are in the middle of one.</summary>
    private const int Longest = 1_500;

    private static readonly string[] Abbreviations =
        ["mr", "mrs", "ms", "dr", "st", "no", "rd", "ave", "rev", "revd", "prof", "e.g", "i.e", "approx", "hon", "cllr",
            "nr", "apt", "m.p", "h.m"];

    public static IReadOnlyList<Sentence> Of(string text, IReadOnlyList<WriterLine> lines)
    {
        var sentences = new List<Sentence>();
        for (var i = 0; i < lines.Count;)
        {
            var first = lines[i];
            var end = i + 1;
            // Above and below the letter proper each line stands for itself.
            while (end < lines.Count && first.Way == EvidenceWay.Said && lines[end].Way == EvidenceWay.Said
                && !lines[end].GapBefore) end++;
            Cut(Plain(text.AsSpan(first.Start, lines[end - 1].End - first.Start)), first.Start, first.Way, sentences);
            i = end;
        }

        return sentences;
    }

    /// <summary>One line, straight apostrophes, nothing between quotation marks.</summary>
    internal static string Plain(ReadOnlySpan<char> written)
    {
        var plain = new StringBuilder(written.Length);
        foreach (var c in written)
        {
            plain.Append(c switch
            {
                '’' or '‘' or 'ʼ' or '`' or '´' => '\'',
                '\n' or '\r' or '\t' or '\u00A0' => ' ',
                '\u2010' or '\u2011' => '-',
                '“' or '”' or '„' or '«' or '»' => '"',
                _ => c,
            });
        }

        for (var i = 0; i < plain.Length; i++)
        {
            if (plain[i] != '"') continue;
            var close = i + 1;
            while (close < plain.Length && plain[close] != '"') close++;
            // An opening mark without its partner quotes nothing that can be told.
            if (close == plain.Length) break;
            for (var j = i; j <= close; j++) plain[j] = ' ';
            i = close;
        }

        return plain.ToString();
    }

    private static void Cut(string plain, int start, EvidenceWay way, List<Sentence> sentences)
    {
        var from = 0;
        for (var i = 0; i < plain.Length; i++)
        {
            var isEnd = plain[i] is '.' or '!' or '?' && (i + 1 == plain.Length || plain[i + 1] is ' ' or ')')
                && !(plain[i] == '.' && IsAbbreviation(plain, i));
            if (!isEnd && i - from < Longest) continue;
            Add(plain, from, i + 1, start, way, sentences);
            from = i + 1;
        }

        Add(plain, from, plain.Length, start, way, sentences);
    }

    private static void Add(string plain, int from, int to, int start, EvidenceWay way, List<Sentence> sentences)
    {
        while (from < to && plain[from] == ' ') from++;
        if (to - from > 1) sentences.Add(new Sentence(start + from, plain[from..to], way));
    }

    private static bool IsAbbreviation(string plain, int dot)
    {
        var start = dot;
        while (start > 0 && (char.IsLetter(plain[start - 1]) || plain[start - 1] == '.')) start--;
        var word = plain[start..dot];
        return (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I')
            || Abbreviations.Contains(word, StringComparer.OrdinalIgnoreCase);
    }
}
