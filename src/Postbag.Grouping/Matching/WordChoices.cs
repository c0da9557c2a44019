using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Words that people put for one another where nothing is asked for: "residents" and "locals", "need" and "require".
/// Who puts them into an ask as well chose a word and turned nothing. Learnt, because no list has every synonym either.
/// </summary>
internal sealed class WordChoices
{
    /// <summary>One may have meant something by it.</summary>
    private const int People = 2;

    /// <summary>More changes that few made are forgotten together: guards memory against letters rewritten by a
    /// program.</summary>
    private const int MostSeen = 1 << 14;
    private const int MostKnown = 1 << 16;

    private readonly SortedDictionary<ulong, (ulong Sender, int People)> seen = [];
    private readonly SortedSet<ulong> known = [];

    public long SizeBytes => (seen.Count * 64L) + (known.Count * 48L);

    public bool IsKnown(ReadOnlySpan<int> some, ReadOnlySpan<int> others, Vocabulary vocabulary) =>
        known.Count > 0 && known.Contains(KeyOf(some, others, vocabulary));

    /// <summary>Notes that somebody put some words for others.</summary>
    public void Note(ReadOnlySpan<int> some, ReadOnlySpan<int> others, Vocabulary vocabulary, ulong sender)
    {
        var key = KeyOf(some, others, vocabulary);
        if (known.Contains(key) || known.Count >= MostKnown)
        {
            return;
        }

        var (last, people) = seen.GetValueOrDefault(key);
        if (people > 0 && last == sender)
        {
            return;
        }

        if (people + 1 >= People)
        {
            seen.Remove(key);
            known.Add(key);
            return;
        }

        if (seen.Count >= MostSeen)
        {
            seen.Clear();
        }

        seen[key] = (sender, people + 1);
    }

    public void Save(BinaryWriter to)
    {
        to.Write(seen.Count);
        foreach (var (key, (sender, people)) in seen)
        {
            to.Write(key);
            to.Write(sender);
            to.Write(people);
        }

        to.Write(known.Count);
        foreach (var key in known)
        {
            to.Write(key);
        }
    }

    public void Load(BinaryReader from)
    {
        seen.Clear();
        known.Clear();
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            seen[from.ReadUInt64()] = (from.ReadUInt64(), from.ReadInt32());
        }

        for (var n = from.ReadInt32(); n > 0; n--)
        {
            known.Add(from.ReadUInt64());
        }
    }

    /// <summary>The same whichever came first: a campaign's first writer may be the one who chose another
    /// word.</summary>
    private static ulong KeyOf(ReadOnlySpan<int> some, ReadOnlySpan<int> others, Vocabulary vocabulary)
    {
        var (a, b) = (Hash(some, vocabulary), Hash(others, vocabulary));
        return Hashing.Combine(Math.Min(a, b), Math.Max(a, b));
    }

    private static ulong Hash(ReadOnlySpan<int> words, Vocabulary vocabulary)
    {
        var hash = Hashing.Seed;
        foreach (var word in words)
        {
            hash = Hashing.Combine(hash, vocabulary.HashOf(word));
        }

        return hash;
    }
}
