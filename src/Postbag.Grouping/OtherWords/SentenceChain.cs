namespace Postbag.Grouping.OtherWords;

/// <summary>The longest chain of sentences of two texts that answer one another in the same order.</summary>
internal sealed class SentenceChain
{
    /// <summary>The share of two sentences' weight that must be common for one to answer the other.</summary>
    private const double Answers = 0.2;

    /// <summary>So many telling words they must share: one is chance.</summary>
    private const int CommonWordsLeast = 2;

    private const int MostShown = 8;

    private readonly Ideas first;
    private readonly Ideas second;
    private readonly Dictionary<ulong, double> weights;

    public SentenceChain(Ideas first, Ideas second, Dictionary<ulong, double> weights)
    {
        (this.first, this.second, this.weights) = (first, second, weights);
        Answered = Longest();
    }

    /// <summary>The sentences' numbers, in order.</summary>
    public IReadOnlyList<(int First, int Second)> Answered { get; }

    /// <summary>Two words of each pair of sentences, numbers and names before others: they say most to whoever
    /// decides.</summary>
    public IReadOnlyList<string> CommonWords() =>
    [
        .. Answered.SelectMany(pair => Common(pair.First, pair.Second)
            .Select(word => (Written: first.Sentences[pair.First][word], Weight: weights[word], Word: word))
            .OrderByDescending(word => char.IsDigit(word.Written[0]))
            .ThenByDescending(word => char.IsUpper(word.Written[0]))
            .ThenByDescending(word => word.Weight).ThenBy(word => word.Word).Take(2).Select(word => word.Written))
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(MostShown),
    ];

    private IEnumerable<ulong> Common(int a, int b) =>
        first.Sentences[a].Keys.Where(
            word => second.Sentences[b].ContainsKey(word) && first.Words.Contains(word) && second.Words.Contains(word));

    /// <summary>How like each two sentences are, themes left out: that a letter is about something, any letter about it
    /// says.</summary>
    private double[,] Likeness()
    {
        var (rows, columns) = (first.Sentences.Count, second.Sentences.Count);
        var (shared, common) = (new double[rows, columns], new int[rows, columns]);
        foreach (var word in first.Words.Where(second.Words.Contains))
        {
            foreach (var a in first.SentencesWith(word))
            {
                foreach (var b in second.SentencesWith(word))
                {
                    shared[a, b] += weights[word];
                    common[a, b]++;
                }
            }
        }

        var (ofFirst, ofSecond) = (first.Weights(weights), second.Weights(weights));
        for (var a = 0; a < rows; a++)
        {
            for (var b = 0; b < columns; b++)
            {
                var likeness = common[a, b] < CommonWordsLeast ? 0 : 2 * shared[a, b] / (ofFirst[a] + ofSecond[b]);
                shared[a, b] = likeness >= Answers ? likeness : 0;
            }
        }

        return shared;
    }

    private List<(int First, int Second)> Longest()
    {
        var (rows, columns) = (first.Sentences.Count, second.Sentences.Count);
        var likeness = Likeness();
        var best = new double[rows + 1, columns + 1];
        for (var a = rows - 1; a >= 0; a--)
        {
            for (var b = columns - 1; b >= 0; b--)
            {
                best[a, b] = Math.Max(
                    likeness[a, b] > 0 ? likeness[a, b] + best[a + 1, b + 1]
                        : 0, Math.Max(best[a + 1, b], best[a, b + 1]));
            }
        }

        var chain = new List<(int First, int Second)>();
        for (int a = 0, b = 0; a < rows && b < columns;)
        {
            if (likeness[a, b] > 0 && best[a, b] <= likeness[a, b] + best[a + 1, b + 1])
            {
                chain.Add((a++, b++));
            }
            else if (best[a + 1, b] >= best[a, b + 1])
            {
                a++;
            }
            else
            {
                b++;
            }
        }

        return chain;
    }
}
