namespace Postbag.Triage.Needs;

/// <summary>Where in a sentence each list's phrases begin: a bit a word, by list and length.</summary>
internal sealed class SentenceHits(int listCount)
{
    private const int Lengths = PhraseLists.MaxPhrase + 1;

    private readonly ulong[] starts = new ulong[listCount * Lengths];
    private readonly ulong[] any = new ulong[listCount];
    private readonly List<int> used = [];
    private readonly List<int> lists = [];

    /// <summary>The lists of which a phrase stands in the sentence; each once.</summary>
    public List<int> Lists => lists;

    /// <summary>How many words the sentence has.</summary>
    public int Words { get; private set; }

    /// <summary>Forgets the sentence before.</summary>
    /// <param name="words">How many words the next has.</param>
    public void Clear(int words)
    {
        Words = words;
        foreach (var place in used)
        {
            starts[place] = 0;
            any[place / Lengths] = 0;
        }

        used.Clear();
        lists.Clear();
    }

    public void Add(int list, int word, int length)
    {
        var place = (list * Lengths) + length;
        if (starts[place] == 0) used.Add(place);
        if (any[list] == 0) lists.Add(list);
        starts[place] |= 1UL << word;
        any[list] |= 1UL << word;
    }

    /// <summary>The words where a phrase of one of these lists begins.</summary>
    public ulong StartsOf(params ReadOnlySpan<int> lists)
    {
        var begin = 0UL;
        foreach (var list in lists) begin |= any[list];
        return begin;
    }

    /// <summary>Where phrases of these lists end that begin at one of these words.</summary>
    public ulong EndsFrom(ReadOnlySpan<int> lists, ulong from)
    {
        var ends = 0UL;
        foreach (var list in lists)
        {
            if ((any[list] & from) == 0) continue;
            for (var length = 1; length < Lengths; length++)
                ends |= (starts[(list * Lengths) + length] & from) << length;
        }

        return ends;
    }
}
