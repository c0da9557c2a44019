using Postbag.Triage.Needs;

namespace Postbag.Triage.Axes;

/// <summary>Suggests by the words of a starting set alone: the label most of whose words stand in the text.</summary>
internal sealed class SeedWords
{
    /// <summary>Nothing that nobody has decided is more probable than this.</summary>
    private const double MostProbable = 0.7;

    /// <summary>Words of the label itself that have to stand there before anything is shown.</summary>
    private const double LeastWeight = 2;

    /// <summary>The share of all that was found which the label has to have.</summary>
    private const double LeastShare = 0.5;

    private const int MaxCharacters = 20_000;

    private readonly PhraseLists lists = new();
    private readonly List<string> labels = [];

    public IReadOnlyList<string> Labels => labels;

    public void Add(string label, IReadOnlyList<Atom[]> phrases)
    {
        labels.Add(label);
        lists.Add(phrases);
    }

    public void Rename(string label, string name)
    {
        for (var k = 0; k < labels.Count; k++)
            if (labels[k] == label)
                labels[k] = name;
    }

    /// <summary>Null if none of the words is in the text.</summary>
    public Suggestion? Suggest(string text, int reasons)
    {
        var letter = new LetterSentences(text, MaxCharacters);
        var hits = new SentenceHits(lists.Count);
        var found = new Dictionary<string, List<(string Words, WordSpan Span)>>();
        foreach (var sentence in letter.Sentences)
        {
            lists.Find(letter, sentence, hits);
            for (var list = 0; list < labels.Count; list++)
            {
                var starts = hits.StartsOf(list);
                if (starts == 0) continue;
                if (!found.TryGetValue(labels[list], out var places)) places = found[labels[list]] = [];
                AddPlaces(letter, sentence, hits, list, places);
            }
        }

        if (found.Count == 0) return null;
        var weights = found.ToDictionary(pair => pair.Key, pair => WeightOf(pair.Value));
        // Of equal ones the one that stands first in the set, so that the answer is always the same.
        var best = labels.Where(weights.ContainsKey).MaxBy(label => weights[label])!;
        var share = weights[best] / (weights.Values.Sum() + 1);
        return new Suggestion(
            best, Math.Min(MostProbable, share), weights[best] < LeastWeight || share < LeastShare,
            [.. found[best].DistinctBy(place => place.Words).Take(reasons).Select(place => place.Span)],
            FromSeeds: true);
    }

    private static void AddPlaces(
        LetterSentences letter, (int From, int To) sentence, SentenceHits hits, int list,
        List<(string Words, WordSpan Span)> places)
    {
        for (var word = 0; word < sentence.To - sentence.From; word++)
        {
            var ends = hits.EndsFrom([list], 1UL << word);
            if (ends == 0) continue;
            var last = 63 - System.Numerics.BitOperations.LeadingZeroCount(ends);
            var span = new WordSpan(letter[sentence.From + word].At, letter[sentence.From + last - 1].End);
            places.Add((string.Join(
                ' ', Enumerable.Range(sentence.From + word, last - word).Select(w => letter.FoldedOf(w).ToString())),
                span));
        }
    }

    /// <summary>Each phrase once and a little more for coming again; more words say more.</summary>
    private static double WeightOf(List<(string Words, WordSpan Span)> places) => places.GroupBy(place => place.Words)
        .Sum(group => (group.Key.Contains(' ', StringComparison.Ordinal) ? 1.6 : 1) * (
            1 + (0.3 * Math.Log(group.Count()))));
}
