namespace Postbag.Triage.Needs;

/// <summary>The lists of a file of rules: each a number of phrases, found in a sentence word by word. All their phrases are one
/// tree, so that those that begin alike are followed together, however many they are.</summary>
internal sealed class PhraseLists
{
    /// <summary>A phrase has at most this many words.</summary>
    public const int MaxPhrase = 9;

    /// <summary>Shorter words aren't looked for with a slip of the pen: "evict" is near too many words.</summary>
    private const int ShortestForgiven = 7;

    private readonly WordAtoms atoms = new();
    private readonly List<Branch> tree = [new()];

    /// <summary>The words that phrases begin with, spelt out, and the atoms that stand for them there.</summary>
    private readonly Dictionary<string, List<int>> firstWords = [];

    /// <summary>Words with a letter left out, for those in which one letter is missing, wrong, too many or changed places.</summary>
    private readonly Dictionary<string, List<string>> near = [];

    public int Count { get; private set; }

    public int Add(IEnumerable<Atom[]> phrases)
    {
        foreach (var phrase in phrases) Add(phrase);
        return Count++;
    }

    /// <summary>Marks, for every list and length, the words of a sentence where one of its phrases begins.</summary>
    public void Find(LetterSentences letter, (int From, int To) sentence, SentenceHits hits)
    {
        hits.Clear();
        var fitting = new int[sentence.To - sentence.From][];
        for (var word = 0; word < fitting.Length; word++) fitting[word] = atoms.Of(letter.FoldedOf(sentence.From + word));
        for (var word = 0; word < fitting.Length; word++)
        {
            Follow(tree[0], fitting[word], fitting, word, word, hits);
            var text = letter.FoldedOf(sentence.From + word);
            if (text.Length >= ShortestForgiven && !firstWords.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(text))
                FollowNear(text, fitting, word, hits);
        }
    }

    private void Add(Atom[] phrase)
    {
        var at = tree[0];
        foreach (var atom in phrase)
        {
            var number = atoms.NumberOf(atom);
            if (!at.Next.TryGetValue(number, out var next))
            {
                at.Next.Add(number, next = tree.Count);
                tree.Add(new Branch());
            }

            at = tree[next];
        }

        if (!at.Ends.Contains(Count)) at.Ends.Add(Count);
        foreach (var word in WordAtoms.WordsOf(phrase[0])) AddFirst(word, atoms.NumberOf(phrase[0]));
    }

    private void AddFirst(string word, int atom)
    {
        if (firstWords.TryGetValue(word, out var known))
        {
            if (!known.Contains(atom)) known.Add(atom);
            return;
        }

        firstWords.Add(word, [atom]);
        if (word.Length < ShortestForgiven) return;
        foreach (var form in Forms(word))
        {
            if (near.TryGetValue(form, out var meant)) meant.Add(word);
            else near.Add(form, [word]);
        }
    }

    /// <summary>Goes on from a branch by every atom that the word fits, to the ends of phrases.</summary>
    private void Follow(Branch from, ReadOnlySpan<int> fits, int[][] fitting, int start, int word, SentenceHits hits)
    {
        foreach (var atom in fits)
        {
            if (!from.Next.TryGetValue(atom, out var next)) continue;
            var branch = tree[next];
            foreach (var list in branch.Ends) hits.Add(list, start, word + 1 - start);
            if (branch.Next.Count > 0 && word + 1 < fitting.Length) Follow(branch, fitting[word + 1], fitting, start, word + 1, hits);
        }
    }

    /// <summary>The word and each of it with one letter left out; the first letter always stays.</summary>
    private static IEnumerable<string> Forms(string word) =>
        Enumerable.Range(1, word.Length - 1).Select(i => word.Remove(i, 1)).Append(word).Distinct();

    private void FollowNear(ReadOnlySpan<char> text, int[][] fitting, int word, SentenceHits hits)
    {
        var forms = near.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> form = stackalloc char[text.Length];
        text.CopyTo(form);
        Try(form, text, hits);
        for (var left = text.Length - 1; left > 0; left--)
        {
            // Without the letter at this place; the last first, so that one letter moves at a time.
            text[(left + 1)..].CopyTo(form[left..]);
            Try(form[..^1], text, hits);
        }

        void Try(ReadOnlySpan<char> tried, ReadOnlySpan<char> written, SentenceHits into)
        {
            if (!forms.TryGetValue(tried, out var meant)) return;
            foreach (var other in meant)
                if (IsOneSlip(written, other))
                    Follow(tree[0], firstWords[other].ToArray(), fitting, word, word, into);
        }
    }

    /// <summary>One letter missing, too many or wrong, or two that changed places.</summary>
    private static bool IsOneSlip(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return false;
        var same = a.CommonPrefixLength(b);
        var restA = a[same..];
        var restB = b[same..];
        if (a.Length != b.Length) return a.Length > b.Length ? restA[1..].SequenceEqual(restB) : restB[1..].SequenceEqual(restA);
        if (restA.IsEmpty) return true;
        return restA[1..].SequenceEqual(restB[1..])
            || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]));
    }

    /// <summary>A place in the tree: where each atom leads, and the lists of which a phrase ends here.</summary>
    private sealed class Branch
    {
        public Dictionary<int, int> Next { get; } = [];

        public List<int> Ends { get; } = [];
    }
}

/// <summary>Where in a sentence each list's phrases begin: a bit a word, by list and length.</summary>
internal sealed class SentenceHits(int listCount)
{
    private const int Lengths = PhraseLists.MaxPhrase + 1;

    private readonly ulong[] starts = new ulong[listCount * Lengths];
    private readonly ulong[] any = new ulong[listCount];
    private readonly List<int> used = [];

    public void Clear()
    {
        foreach (var place in used)
        {
            starts[place] = 0;
            any[place / Lengths] = 0;
        }

        used.Clear();
    }

    public void Add(int list, int word, int length)
    {
        var place = (list * Lengths) + length;
        if (starts[place] == 0) used.Add(place);
        starts[place] |= 1UL << word;
        any[list] |= 1UL << word;
    }

    /// <summary>The words where a phrase of a list begins.</summary>
    public ulong StartsOf(int list) => any[list];

    /// <summary>Where phrases of a list end that begin at one of these words.</summary>
    public ulong EndsFrom(int list, ulong from)
    {
        var ends = 0UL;
        for (var length = 1; length < Lengths; length++) ends |= (starts[(list * Lengths) + length] & from) << length;
        return ends;
    }
}
