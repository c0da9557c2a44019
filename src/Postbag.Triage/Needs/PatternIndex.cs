using System.Numerics;

namespace Postbag.Triage.Needs;

/// <summary>Which patterns may begin with a phrase of a list. A sentence has the first words of a few of them, and only
/// those are tried: the rules have some fifteen hundred.</summary>
internal sealed class PatternIndex
{
    private const int Bits = 64;

    private readonly Part[][] byList;
    private readonly int[] lengths;

    /// <summary>Goes through all patterns once.</summary>
    /// <param name="sets">All sets that are asked for; each gets its number.</param>
    /// <param name="listCount">How many lists there are.</param>
    public PatternIndex(IReadOnlyList<PatternSet> sets, int listCount)
    {
        lengths = [.. sets.Select(set => (set.Count + Bits - 1) / Bits)];
        var parts = new Dictionary<(int Set, int Word), ulong>?[listCount];
        for (var number = 0; number < sets.Count; number++)
        {
            sets[number].Number = number;
            for (var place = 0; place < sets[number].Count; place++)
            {
                foreach (var list in sets[number][place].Steps[0].Lists)
                {
                    var ofList = parts[list] ??= [];
                    var key = (number, place / Bits);
                    ofList[key] = ofList.GetValueOrDefault(key) | (1UL << (place % Bits));
                }
            }
        }

        byList = [.. parts.Select(ofList => ofList is null
            ? [] : ofList.Select(part => new Part(part.Key.Set, part.Key.Word, part.Value)).ToArray())];
    }

    /// <summary>Sixty-four patterns of a set, as bits.</summary>
    private readonly record struct Part(int Set, int Word, ulong Patterns);

    /// <summary>The patterns whose first words a sentence has; kept between sentences for its memory, used by one
    /// thread at a time.</summary>
    internal sealed class Begun(PatternIndex index)
    {
        private readonly ulong[][] sets = [.. index.lengths.Select(length => new ulong[length])];
        private readonly List<(int Set, int Word)> used = [];

        public void Read(SentenceHits hits)
        {
            foreach (var (set, word) in used) sets[set][word] = 0;
            used.Clear();
            foreach (var list in hits.Lists)
            {
                foreach (var part in index.byList[list])
                {
                    ref var patterns = ref sets[part.Set][part.Word];
                    if (patterns == 0) used.Add((part.Set, part.Word));
                    patterns |= part.Patterns;
                }
            }
        }

        /// <summary>The places in a set, in their order.</summary>
        public Places In(PatternSet set) => new(sets[set.Number]);
    }

    /// <summary>Goes through places; made to stand behind "in".</summary>
    internal struct Places(ulong[] words)
    {
        private int word = -1;
        private ulong left;

        public int Current { get; private set; }

        public readonly Places GetEnumerator() => this;

        public bool MoveNext()
        {
            while (left == 0)
            {
                if (++word == words.Length) return false;
                left = words[word];
            }

            Current = (word * Bits) + BitOperations.TrailingZeroCount(left);
            left &= left - 1;
            return true;
        }
    }
}
