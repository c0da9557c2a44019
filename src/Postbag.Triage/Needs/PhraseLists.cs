namespace Postbag.Triage.Needs;

/// <summary>The lists of a file of rules: each a number of phrases, found in a sentence word by word.</summary>
internal sealed class PhraseLists
{
    /// <summary>A phrase has at most this many words.</summary>
    public const int MaxPhrase = 9;

    /// <summary>Shorter words aren't looked for with a slip of the pen: "evict" is near too many words.</summary>
    private const int ShortestForgiven = 7;

    /// <summary>Phrases with a beginning are looked up by so many of its letters.</summary>
    private const int BeginningLetters = 3;

    private readonly Dictionary<string, List<Phrase>> byWord = [];
    private readonly Dictionary<string, List<Phrase>> byBeginning = [];
    private readonly List<Phrase> byKind = [];

    /// <summary>Words with a letter left out, for those in which one letter is missing, wrong, too many or changed places.</summary>
    private readonly Dictionary<string, List<string>> near = [];

    public int Count { get; private set; }

    public int Add(IEnumerable<Atom[]> phrases)
    {
        foreach (var phrase in phrases) Index(new Phrase(Count, phrase));
        return Count++;
    }

    /// <summary>Marks, for every list and length, the words of a sentence where one of its phrases begins.</summary>
    public void Find(LetterSentences letter, (int From, int To) sentence, SentenceHits hits)
    {
        hits.Clear();
        for (var word = sentence.From; word < sentence.To; word++)
        {
            var text = letter.FoldedOf(word);
            if (byWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var exact)) Try(exact, letter, sentence, word, hits);
            else if (text.Length >= ShortestForgiven) TryNear(text, letter, sentence, word, hits);
            if (text.Length >= BeginningLetters
                && byBeginning.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..BeginningLetters], out var begun))
                Try(begun, letter, sentence, word, hits);
            Try(byKind, letter, sentence, word, hits);
        }
    }

    private void Index(Phrase phrase)
    {
        var first = phrase.Atoms[0];
        if (first.Kind is AtomKind.Word or AtomKind.AnyOf)
        {
            foreach (var word in first.Words ?? (IEnumerable<string>)[first.Text])
            {
                Of(byWord, word).Add(phrase);
                if (word.Length >= ShortestForgiven && byWord[word].Count == 1)
                    foreach (var form in Forms(word))
                        Of(near, form).Add(word);
            }
        }
        else if (first.Kind == AtomKind.Beginning && first.Text.Length >= BeginningLetters)
        {
            Of(byBeginning, first.Text[..BeginningLetters]).Add(phrase);
        }
        else
        {
            byKind.Add(phrase);
        }

        static List<TValue> Of<TValue>(Dictionary<string, List<TValue>> index, string key) =>
            index.TryGetValue(key, out var list) ? list : index[key] = [];
    }

    /// <summary>The word and each of it with one letter left out; the first letter always stays.</summary>
    private static IEnumerable<string> Forms(string word) =>
        Enumerable.Range(1, word.Length - 1).Select(i => word.Remove(i, 1)).Append(word).Distinct();

    private void TryNear(ReadOnlySpan<char> text, LetterSentences letter, (int From, int To) sentence, int word, SentenceHits hits)
    {
        foreach (var form in Forms(text.ToString()))
        {
            if (!near.TryGetValue(form, out var meant)) continue;
            foreach (var other in meant)
                if (IsOneSlip(text, other))
                    Try(byWord[other], letter, sentence, word, hits);
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

    private static void Try(List<Phrase> phrases, LetterSentences letter, (int From, int To) sentence, int word, SentenceHits hits)
    {
        foreach (var phrase in phrases)
        {
            if (word + phrase.Atoms.Length > sentence.To) continue;
            // A word that was looked up by its own letters, or by a slip of them, needn't be looked at again.
            var next = phrase.Atoms[0].Kind is AtomKind.Word or AtomKind.AnyOf ? 1 : 0;
            while (next < phrase.Atoms.Length && phrase.Atoms[next].Fits(letter.FoldedOf(word + next))) next++;
            if (next == phrase.Atoms.Length) hits.Add(phrase.List, word - sentence.From, phrase.Atoms.Length);
        }
    }

    private sealed record Phrase(int List, Atom[] Atoms);
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
