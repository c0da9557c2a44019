using System.Runtime.InteropServices;
using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.OtherWords;

/// <summary>A text as sentences, each as the telling words it has.</summary>
internal sealed class Ideas
{
    /// <summary>More than this is no letter: the comparison's time grows with the square.</summary>
    private const int MostSentences = 80;

    private const int MostChars = 20_000;

    /// <summary>A word said in so many sentences is the theme, which all letters about it share, and no idea.</summary>
    private const int ThemeFrom = 3;

    private const int ShortWord = 4;

    /// <summary>So many letters tell a word: its endings are grammar.</summary>
    private const int StemLength = 6;

    private const int RunWords = 5;

    private static readonly HashSet<ulong> Stock = StockWords();

    private readonly HashSet<ulong> runs = [];
    private readonly Dictionary<ulong, List<int>> places = [];

    public Ideas(string text)
    {
        text = text.Length > MostChars ? text[..MostChars] : text;
        var from = 0;
        for (var i = 0; i <= text.Length && Sentences.Count < MostSentences; i++)
        {
            if (i == text.Length || EndsSentence(text, i))
            {
                AddSentence(text, from, i);
                from = i + 1;
            }
        }

        for (var sentence = 0; sentence < Sentences.Count; sentence++)
        {
            foreach (var word in Sentences[sentence].Keys)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(places, word, out _) ??= []).Add(sentence);
            }
        }

        Words = places.Where(place => place.Value.Count < ThemeFrom).Select(place => place.Key).ToHashSet();
    }

    /// <summary>The sentences that say something, each as its telling words and how they are written.</summary>
    public List<IReadOnlyDictionary<ulong, string>> Sentences { get; } = [];

    /// <summary>The telling words, but for those that are said again and again.</summary>
    public HashSet<ulong> Words { get; }

    public IReadOnlyList<int> SentencesWith(ulong word) => places[word];

    /// <summary>What the telling words of each sentence weigh.</summary>
    public double[] Weights(Dictionary<ulong, double> weights) =>
        [.. Sentences.Select(sentence => sentence.Keys.Where(Words.Contains).Sum(word => weights[word]))];

    /// <summary>The share of this text's runs of five words that the other one has.</summary>
    public double SharedRuns(Ideas other) => runs.Count == 0 ? 0 : (double)runs.Count(other.runs.Contains) / runs.Count;

    /// <summary>A line's end alone says nothing: mail is wrapped.</summary>
    private static bool EndsSentence(string text, int at) =>
        text[at] is '!' or '?' or ';' or ':' or '。'
        || (text[at] == '\n' && at + 1 < text.Length && text[at + 1] == '\n')
        || (text[at] == '.' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));

    private void AddSentence(string text, int from, int end)
    {
        var words = new Dictionary<ulong, string>();
        var last = new Queue<ulong>();
        var cursor = Reading.Words.In(text, from, end);
        Span<char> folded = stackalloc char[40];
        while (cursor.Next(folded))
        {
            last.Enqueue(cursor.Hash);
            if (last.Count > RunWords)
            {
                last.Dequeue();
            }

            if (last.Count == RunWords)
            {
                runs.Add(last.Aggregate(Hashing.Seed, Hashing.Combine));
            }

            var stem = Hashing.OfText(folded[..Math.Min(StemLength, cursor.FoldedLength)]);
            if ((cursor.IsNumber || cursor.FoldedLength >= ShortWord) && !Stock.Contains(stem))
            {
                words.TryAdd(stem, text[cursor.Start..cursor.End]);
            }
        }

        if (words.Count >= 2)
        {
            Sentences.Add(words);
        }
    }

    /// <summary>Words of which letters to a representative are full, whatever they are about.</summary>
    private static HashSet<ulong> StockWords()
    {
        var stems = new HashSet<ulong>();
        Span<char> folded = stackalloc char[40];
        foreach (var text in StockFormulae.All.Append(Grammar))
        {
            var cursor = Reading.Words.In(text, 0, text.Length);
            while (cursor.Next(folded))
            {
                stems.Add(Hashing.OfText(folded[..Math.Min(StemLength, cursor.FoldedLength)]));
            }
        }

        return stems;
    }

    private const string Grammar =
        """
        that this these those there their they them then than with without which while where when what would could should must
        have been being were will shall because although though also into from over under after before between through every
        some many more most much such only even still just very both each other another again about against upon does doing
        done made make makes take takes taken give gives given come comes keep keeps said says year years people
        """;
}
