namespace Postbag.Triage.Needs;

/// <summary>A sentence and those around it: people tell in one what makes another plain.</summary>
/// <remarks>Some hundred kilobytes, and one a thread: made once, not for every letter.</remarks>
internal sealed class SentenceWindow
{
    /// <summary>How many sentences on either side are looked at.</summary>
    public const int Around = 2;

    private const int Size = (2 * Around) + 1;

    private readonly PhraseLists lists;
    private readonly SentenceHits[] kept = new SentenceHits[Size];
    private readonly PatternIndex.Begun begun;
    private LetterSentences? letter;
    private int current;
    private int read;

    public SentenceWindow(PhraseLists lists, PatternIndex index)
    {
        this.lists = lists;
        begun = new(index);
        for (var i = 0; i < Size; i++) kept[i] = new SentenceHits(lists.Count);
    }

    /// <summary>Where the sentence that is looked at has each list's phrases.</summary>
    private SentenceHits Hits => kept[current % Size];

    /// <summary>Begins a letter, before its first sentence.</summary>
    public void Begin(LetterSentences of)
    {
        letter = of;
        (current, read) = (-1, 0);
    }

    /// <summary>Goes on to the next sentence; false behind the last.</summary>
    public bool MoveNext()
    {
        if (letter is null || ++current >= letter.Sentences.Count) return false;
        for (; read <= current + Around && read < letter.Sentences.Count; read++)
            lists.Find(letter, letter.Sentences[read], kept[read % Size]);
        begun.Read(Hits);
        return true;
    }

    /// <summary>The places of those patterns of a set whose first words the sentence has, in their order.</summary>
    public PatternIndex.Places BeginningIn(PatternSet set) => begun.In(set);

    /// <summary>The places of the sentence where a pattern stands and all it asks for besides holds.</summary>
    /// <param name="pattern">What to find.</param>
    /// <param name="closed">Words no gap may pass over, as bits.</param>
    public IReadOnlyList<Match> Find(RulePattern pattern, ulong closed = 0) => Find(pattern, Hits, closed);

    /// <summary>Whether a pattern stands in the sentence or one of those around it.</summary>
    public bool IsNearby(RulePattern pattern) => AnyNearby(hits => Find(pattern, hits, 0).Count > 0);

    private IReadOnlyList<Match> Find(RulePattern pattern, SentenceHits hits, ulong closed)
    {
        var found = SentenceMatcher.Find(pattern.Steps, hits, closed);
        if (found.Count == 0) return found;
        foreach (var condition in pattern.Conditions)
            if (!Holds(condition, hits, closed))
                return [];
        return found;
    }

    private bool Holds(PatternCondition condition, SentenceHits hits, ulong closed) => condition.Place switch
    {
        ConditionPlace.Sentence => SentenceMatcher.Find(condition.Steps, hits, closed).Count > 0,
        ConditionPlace.Nowhere => SentenceMatcher.Find(condition.Steps, hits).Count == 0,
        _ => AnyNearby(other => SentenceMatcher.Find(condition.Steps, other).Count > 0),
    };

    private bool AnyNearby(Predicate<SentenceHits> holds)
    {
        for (var sentence = Math.Max(0, current - Around); sentence < read; sentence++)
            if (holds(kept[sentence % Size]))
                return true;
        return false;
    }
}
