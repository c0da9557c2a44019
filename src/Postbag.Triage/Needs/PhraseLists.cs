namespace Postbag.Triage.Needs;

/// <summary>The lists of a file of rules: each a number of phrases, found in a sentence word by word. All their phrases
/// are one tree, so that those that begin alike are followed together, however many they are.</summary>
internal sealed class PhraseLists
{
    /// <summary>A phrase has at most this many words.</summary>
    public const int MaxPhrase = 12;

    /// <summary>Words that are remembered, some two megabytes of them.</summary>
    private const int MostAsked = 8_192;

    private readonly WordAtoms atoms = new();

    /// <summary>The tree while phrases are added; null when the first letter is read.</summary>
    private Growing? growing = new();

    private readonly Lazy<Branch> tree;

    /// <summary>Words that were asked for lately, in the place that their hash gives them: letters say the same few
    /// thousand again and again. The framework's hashes differ from process to process, so that nobody can write words
    /// which all fall on one place.</summary>
    private readonly Asked?[] asked = new Asked?[MostAsked];

    public PhraseLists() => tree = new(() =>
    {
        var grown = growing!.Grown();
        growing = null;
        return grown;
    });

    public int Count { get; private set; }

    public int Add(IEnumerable<Atom[]> phrases)
    {
        foreach (var phrase in phrases) Add(phrase);
        return Count++;
    }

    /// <summary>Words that stand for another, as it is often misspelt.</summary>
    public void AddSlips(string word, IEnumerable<string> slips) => atoms.AddSlips(word, slips);

    /// <summary>Marks, for every list and length, the words of a sentence where one of its phrases begins.</summary>
    public void Find(LetterSentences letter, (int From, int To) sentence, SentenceHits hits)
    {
        hits.Clear(sentence.To - sentence.From);
        var words = new Asked[hits.Words];
        for (var word = 0; word < words.Length; word++) words[word] = Of(letter.FoldedOf(sentence.From + word));
        for (var word = 0; word < words.Length; word++)
            foreach (var branch in words[word].Begun)
                Reach(branch, words, word, word + 1, hits);
    }

    private void Add(Atom[] phrase)
    {
        var at = growing ?? throw new InvalidOperationException("Phrases are added before letters are read.");
        foreach (var atom in phrase)
        {
            var number = atoms.NumberOf(atom);
            at.Next ??= [];
            if (!at.Next.TryGetValue(number, out var next)) at.Next.Add(number, next = new Growing());
            at = next;
        }

        if (!at.Ends.Contains(Count)) at.Ends.Add(Count);
    }

    private Asked Of(ReadOnlySpan<char> word)
    {
        ref var place = ref asked[(uint)string.GetHashCode(word, StringComparison.Ordinal) % MostAsked];
        if (Volatile.Read(ref place) is { } before && word.SequenceEqual(before.Word)) return before;
        int[] fitting = [.. atoms.Of(word)];
        Array.Sort(fitting);
        var root = tree.Value;
        var begun = fitting.Select(atom => Array.BinarySearch(root.Atoms, atom)).Where(branch => branch >= 0)
            .Select(branch => root.Next[branch]);
        var now = new Asked(word.ToString(), fitting, [.. begun]);
        Volatile.Write(ref place, now);
        return now;
    }

    /// <summary>Marks the phrases that end at a branch, and goes on by every atom that the next word fits. Most
    /// branches lead to one or two, and most words fit dozens: the fewer are looked for among the others.</summary>
    private static void Reach(Branch branch, Asked[] words, int start, int next, SentenceHits hits)
    {
        foreach (var list in branch.Ends) hits.Add(list, start, next - start);
        var atoms = branch.Atoms;
        if (atoms.Length == 0 || next == words.Length) return;
        var fitting = words[next].Atoms;
        if (atoms.Length <= fitting.Length)
        {
            for (var i = 0; i < atoms.Length; i++)
                if (Array.BinarySearch(fitting, atoms[i]) >= 0) Reach(branch.Next[i], words, start, next + 1, hits);
            return;
        }

        foreach (var atom in fitting)
            if (Array.BinarySearch(atoms, atom) is >= 0 and var at)
                Reach(branch.Next[at], words, start, next + 1, hits);
    }

    /// <summary>A word that was asked for.</summary>
    /// <param name="Word">Folded.</param>
    /// <param name="Atoms">The atoms that it fits, in order.</param>
    /// <param name="Begun">The branches where they lead from the root.</param>
    private sealed record Asked(string Word, int[] Atoms, Branch[] Begun);

    /// <summary>A place in the tree.</summary>
    /// <param name="atoms">That lead on from it, in order.</param>
    /// <param name="next">Where each of them leads.</param>
    /// <param name="ends">The lists of which a phrase ends here.</param>
    private sealed class Branch(int[] atoms, Branch[] next, int[] ends)
    {
        public int[] Atoms => atoms;

        public Branch[] Next => next;

        public int[] Ends => ends;
    }

    /// <summary>A branch while phrases are added.</summary>
    private sealed class Growing
    {
        public Dictionary<int, Growing>? Next { get; set; }

        public List<int> Ends { get; } = [];

        public Branch Grown()
        {
            int[] atoms = [.. (Next?.Keys ?? Enumerable.Empty<int>()).Order()];
            return new Branch(atoms, [.. atoms.Select(atom => Next![atom].Grown())], [.. Ends]);
        }
    }
}
