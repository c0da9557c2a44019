using System.Runtime.InteropServices;

namespace Postbag.Grouping.OtherWords;

/// <summary>
/// Finds texts that put the same letter into other words: a mail-merge of synonyms, a machine's paraphrase. No run of
/// five words survives that, but the order of ideas does, and in it names, numbers and some of the telling words.
/// </summary>
/// <remarks>
/// Pure: the same texts give the same answer, in whatever order they stand. It only ever suggests; whoever reads
/// decides, and nothing is joined by it. It compares sentence with sentence, so a text of fewer than
/// <see cref="LeastSentences"/>
/// sentences is never suggested, nor is a translation. It doesn't see whether the two ask for the same.
/// </remarks>
public static class Paraphrases
{
    /// <summary>So many sentences must answer one another: fewer have the same order by chance.</summary>
    public const int LeastSentences = 4;

    /// <summary>Texts beyond so many aren't compared: every one is compared with every one that shares words with
    /// it.</summary>
    public const int MostTexts = 400;

    /// <summary>Rare words two texts must share before they are laid side by side.</summary>
    private const int SharedRareWords = 5;

    /// <summary>Of the shorter text's sentences so many must be answered, and of the longer one's.</summary>
    private const double OfShorter = 0.55;

    private const double OfLonger = 0.4;

    /// <summary>Texts that share more of their runs are versions of one letter, which the grouping has told apart
    /// already.</summary>
    private const double SharedRuns = 0.25;

    /// <summary>The pairs that may be one campaign in other words, the surest first.</summary>
    /// <param name="texts">Templates of campaigns, or letters. Those beyond <see cref="MostTexts"/> are left
    /// out.</param>
    public static IReadOnlyList<SaidInOtherWords> Among(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var read = texts.Take(MostTexts).Select(text => new Ideas(text)).ToList();
        var owners = new Dictionary<ulong, List<int>>();
        for (var text = 0; text < read.Count; text++)
        {
            foreach (var word in read[text].Words)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(owners, word, out _) ??= []).Add(text);
            }
        }

        var found = new List<SaidInOtherWords>();
        var weights = owners.ToDictionary(pair => pair.Key, pair => Weight(pair.Value.Count, read.Count));
        foreach (var ((first, second), shared) in Sharing(owners, read.Count).OrderBy(pair => pair.Key))
        {
            if (shared >= SharedRareWords && Compare(read[first], read[second], weights) is { } pair)
            {
                found.Add(pair with { First = first, Second = second });
            }
        }

        return [.. found.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.First).ThenBy(pair => pair.Second)];
    }

    /// <summary>How many rare words two texts share.</summary>
    private static Dictionary<(int First, int Second), int> Sharing(Dictionary<ulong, List<int>> owners, int texts)
    {
        var sharing = new Dictionary<(int First, int Second), int>();
        var rare = Math.Max(6, texts / 8);
        foreach (var with in owners.Values.Where(with => with.Count >= 2 && with.Count <= rare))
        {
            for (var i = 0; i < with.Count; i++)
            {
                for (var j = i + 1; j < with.Count; j++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(sharing, (with[i], with[j]), out _)++;
                }
            }
        }

        return sharing;
    }

    private static SaidInOtherWords? Compare(Ideas first, Ideas second, Dictionary<ulong, double> weights)
    {
        var (shorter, longer) = first.Sentences.Count <= second.Sentences.Count ? (first, second) : (second, first);
        if (shorter.Sentences.Count < LeastSentences || shorter.SharedRuns(longer) > SharedRuns)
        {
            return null;
        }

        var chain = new SentenceChain(first, second, weights);
        var answered = chain.Answered;
        if (answered.Count < LeastSentences || answered.Count < OfShorter * shorter.Sentences.Count
            || answered.Count < OfLonger * longer.Sentences.Count)
        {
            return null;
        }

        return new SaidInOtherWords(
            -1, -1, (double)answered.Count / shorter.Sentences.Count, answered.Count, chain.CommonWords());
    }

    /// <summary>What a word proves that so many of the texts have. A few texts are weighed as if there were fifty:
    /// among two of them every shared word would look common.</summary>
    private static double Weight(int owners, int texts) => Math.Log(1 + ((double)Math.Max(50, texts) / owners));
}
