namespace Postbag.Triage.Needs;

/// <summary>The atoms of a file of rules by number, and for any word those that it fits: looked up, not
/// tried.</summary>
/// <remarks>Filled by one thread before anything is asked; then safe for many.</remarks>
internal sealed class WordAtoms
{
    /// <summary>Beginnings are looked up by so many of their letters.</summary>
    private const int BeginningLetters = 3;

    private readonly Dictionary<(AtomKind Kind, string Text), int> numbers = [];
    private readonly List<Atom> atoms = [];
    private readonly Dictionary<string, List<int>> byWord = [];
    private readonly Dictionary<string, List<int>> byBeginning = [];

    /// <summary>What each word that is no word stands for.</summary>
    private readonly Dictionary<string, string> slips = [];

    /// <summary>Numbers of every kind, and beginnings of one or two letters.</summary>
    private readonly List<int> others = [];

    // Made when the first letter is read: the rules are read then.
    private readonly Lazy<Dictionary<string, int[]>> known;
    private readonly Lazy<NearWords> near;

    public WordAtoms()
    {
        known = new(() => byWord.Keys.Union(slips.Keys).ToDictionary(word => word, Spelt));
        near = new(() => new NearWords(byWord.Keys));
    }

    /// <summary>An atom's number; equal ones have the same.</summary>
    public int NumberOf(Atom atom)
    {
        var text = atom.Words is { } words ? string.Join(' ', words.Order(StringComparer.Ordinal)) : atom.Text;
        if (numbers.TryGetValue((atom.Kind, text), out var number)) return number;
        numbers.Add((atom.Kind, text), number = atoms.Count);
        atoms.Add(atom);
        foreach (var word in WordsOf(atom)) Of(byWord, word).Add(number);
        if (atom.Kind is AtomKind.Word or AtomKind.AnyOf) return number;
        if (atom.Kind == AtomKind.Beginning && atom.Text.Length >= BeginningLetters)
            Of(byBeginning, atom.Text[..BeginningLetters]).Add(number);
        else
            others.Add(number);
        return number;

        static List<int> Of(Dictionary<string, List<int>> index, string key) =>
            index.TryGetValue(key, out var list) ? list : index[key] = [];
    }

    /// <summary>Words that stand for another.</summary>
    public void AddSlips(string word, IEnumerable<string> written)
    {
        foreach (var slip in written) slips[slip] = word;
    }

    /// <summary>The atoms that a folded word fits; for a word that no rule spells out, those of the words it is one
    /// slip away from, too.</summary>
    public int[] Of(ReadOnlySpan<char> word)
    {
        if (known.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var fitting)) return fitting;
        var fits = Fitting(word, []);
        if (word.Length < NearWords.Shortest || near.Value.Of(word) is not { } meant) return fits;
        return [.. fits.Union(meant.SelectMany(other => known.Value[other]))];
    }

    /// <summary>The words an atom spells out; none if it says only what they look like.</summary>
    private static HashSet<string> WordsOf(Atom atom) => atom.Kind switch
    {
        AtomKind.Word => [atom.Text],
        AtomKind.AnyOf => atom.Words!,
        _ => [],
    };

    private int[] Spelt(string word)
    {
        List<int> spelt = [.. byWord.GetValueOrDefault(word) ?? []];
        if (!slips.TryGetValue(word, out var meant)) return Fitting(word, spelt);
        spelt.AddRange(byWord.GetValueOrDefault(meant) ?? []);
        return [.. Fitting(word, spelt).Union(Fitting(meant, []))];
    }

    private int[] Fitting(ReadOnlySpan<char> word, List<int> spelt)
    {
        List<int>? fitting = null;
        foreach (var other in others)
            if (atoms[other].Fits(word))
                (fitting ??= [.. spelt]).Add(other);
        if (word.Length >= BeginningLetters
            && byBeginning.GetAlternateLookup<ReadOnlySpan<char>>()
                .TryGetValue(word[..BeginningLetters], out var begun))
        {
            foreach (var beginning in begun)
                if (atoms[beginning].Fits(word))
                    (fitting ??= [.. spelt]).Add(beginning);
        }

        return fitting is null ? spelt.Count == 0 ? [] : [.. spelt] : [.. fitting];
    }
}
