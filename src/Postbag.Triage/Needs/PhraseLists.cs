namespace Postbag.Triage.Needs;

/// <summary>The lists of a file of rules: each a number of phrases, found in a sentence word by word. All their phrases
/// are one tree, so that those that begin alike are followed together, however many they are.</summary>
internal sealed class PhraseLists
{
    /// <summary>A phrase has at most this many words.</summary>
    public const int MaxPhrase = 12;

    private readonly WordAtoms atoms = new();
    private readonly List<Branch> tree = [new()];

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
        var fitting = new int[hits.Words][];
        for (var word = 0; word < fitting.Length; word++)
            fitting[word] = atoms.Of(letter.FoldedOf(sentence.From + word));
        for (var word = 0; word < fitting.Length; word++) Follow(tree[0], fitting, word, word, hits);
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
    }

    /// <summary>Goes on from a branch by every atom that the word fits, to the ends of phrases.</summary>
    private void Follow(Branch from, int[][] fitting, int start, int word, SentenceHits hits)
    {
        foreach (var atom in fitting[word])
        {
            if (!from.Next.TryGetValue(atom, out var next)) continue;
            var branch = tree[next];
            foreach (var list in branch.Ends) hits.Add(list, start, word + 1 - start);
            if (branch.Next.Count > 0 && word + 1 < fitting.Length) Follow(branch, fitting, start, word + 1, hits);
        }
    }

    /// <summary>A place in the tree: where each atom leads, and the lists of which a phrase ends here.</summary>
    private sealed class Branch
    {
        public Dictionary<int, int> Next { get; } = [];

        public List<int> Ends { get; } = [];
    }
}
