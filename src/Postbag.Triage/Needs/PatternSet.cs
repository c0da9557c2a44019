using System.Numerics;

namespace Postbag.Triage.Needs;

/// <summary>Patterns of one kind, in their order. A sentence has the first words of a few of them, and only those are
/// tried: the rules have some fifteen hundred.</summary>
/// <remarks>Filled by one thread; then safe for many.</remarks>
internal sealed class PatternSet
{
    private const int Bits = 64;

    private readonly List<RulePattern> patterns = [];

    /// <summary>By list, the patterns that may begin with a phrase of it, as bits; null where none does.</summary>
    private readonly List<ulong[]?> beginning = [];

    public int Count => patterns.Count;

    public RulePattern this[int place] => patterns[place];

    public void Add(RulePattern pattern)
    {
        var (word, bit) = Math.DivRem(patterns.Count, Bits);
        patterns.Add(pattern);
        foreach (var list in pattern.Steps[0].Lists)
        {
            while (beginning.Count <= list) beginning.Add(null);
            var bits = beginning[list] ?? [];
            if (bits.Length <= word) Array.Resize(ref bits, word + 1);
            bits[word] |= 1UL << bit;
            beginning[list] = bits;
        }
    }

    public void AddRange(PatternSet others)
    {
        foreach (var pattern in others.patterns) Add(pattern);
    }

    public bool Exists(Predicate<RulePattern> holds) => patterns.Exists(holds);

    /// <summary>The places of those patterns whose first words the sentence has, in their order.</summary>
    public Places BeginningIn(SentenceHits hits) => new(this, hits);

    private ulong BitsOf(int word, SentenceHits hits)
    {
        var bits = 0UL;
        foreach (var list in hits.Lists)
            if (list < beginning.Count && beginning[list] is { } begun && word < begun.Length)
                bits |= begun[word];
        return bits;
    }

    /// <summary>Goes through places; made to stand behind "in".</summary>
    internal struct Places(PatternSet set, SentenceHits hits)
    {
        private int word = -1;
        private ulong left;

        public int Current { get; private set; }

        public readonly Places GetEnumerator() => this;

        public bool MoveNext()
        {
            while (left == 0)
            {
                if (++word * Bits >= set.Count) return false;
                left = set.BitsOf(word, hits);
            }

            Current = (word * Bits) + BitOperations.TrailingZeroCount(left);
            left &= left - 1;
            return true;
        }
    }
}
