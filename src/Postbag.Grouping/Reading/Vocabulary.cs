using System.Numerics;

namespace Postbag.Grouping.Reading;

/// <summary>
/// Every word seen once, with what alignment has to know about it. Letters and templates hold ids, so a word of a
/// letter costs a byte or two and its shape is worked out once.
/// </summary>
/// <param name="limit">How many words are told apart. Guards against mail made of random words: what comes after
/// shares the last places and still matches itself.</param>
internal sealed class Vocabulary(int limit)
{
    private const int SharedPlaces = 1 << 16;
    private const int LengthAt = 26;
    private const uint LetterBits = (1U << LengthAt) - 1;

    private ulong[] hashes = new ulong[1 << 12];
    private ulong[] shapes = new ulong[1 << 12];
    private uint[] letters = new uint[1 << 12];
    private WordClass[] classes = new WordClass[1 << 12];
    private int[] slots = new int[1 << 14];

    /// <summary>How many ids are given out; id 0 is the break between zones.</summary>
    public int Count { get; private set; } = 1;

    public long SizeBytes => (hashes.Length * 24L) + (slots.Length * 4L);

    public ulong HashOf(int id) => hashes[id];

    public WordClass ClassOf(int id) => classes[id];

    /// <summary>The id of a word, given on first sight.</summary>
    /// <param name="folded">The folded word; its first characters are enough, only its shape is taken from it.</param>
    /// <param name="hash">The hash of the whole word.</param>
    /// <param name="isNumber">Whether it is made of digits: numbers are only ever equal, never alike.</param>
    public int Intern(ReadOnlySpan<char> folded, ulong hash, bool isNumber)
    {
        var mask = slots.Length - 1;
        var slot = (int)(hash >> 20) & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (hashes[slots[slot]] == hash)
            {
                return slots[slot];
            }
        }

        return Add(slot, folded, hash, isNumber);
    }

    /// <summary>Whether two different words look like one word misspelt.</summary>
    public bool Alike(int a, int b)
    {
        if (((classes[a] | classes[b]) & (WordClass.Short | WordClass.Number)) != WordClass.None)
        {
            return false;
        }

        // "back" and "block" are no slips of one another.
        var (x, y) = (classes[a] & WordClasses.Turning, classes[b] & WordClasses.Turning);
        if (x != WordClass.None && y != WordClass.None && x != y)
        {
            return false;
        }

        // Nor are "block" and "unblock", of which only one is known to turn anything.
        if (x != y && !AreAlike(a, b))
        {
            return false;
        }

        // Dice over letter pairs: .58 takes one slip in a word of five letters and refuses most pairs of real words.
        return Dice(a, b) >= 58;
    }

    /// <summary>Whether a short word without a meaning of its own looks like the other one misspelt.</summary>
    public bool IsSlipOf(int a, int b) =>
        ((classes[a] | classes[b]) & WordClass.Number) == WordClass.None && Dice(a, b) >= 50;

    /// <summary>Whether two words are one, misspelt: most of their letter pairs, or all but one of their letters in
    /// another order ("ojbect"), which few pairs survive.</summary>
    public bool AreAlike(int a, int b)
    {
        // "Block" and "unblock", "end" and "extend": whoever slips adds one letter or drops one. "From" and "form"
        // share no pairs.
        return letters[a] == letters[b] || (Math.Abs((int)(letters[a] >> LengthAt) - (int)(letters[b] >> LengthAt)) <= 1
            && BitOperations.PopCount((letters[a] ^ letters[b]) & LetterBits) is var others
            && ((Dice(a, b) >= 58 && others <= 4) || (others <= 2 && Dice(a, b) >= 45)));
    }

    /// <summary>Whether several words, run together, are others misspelt: "sup port" and "support".</summary>
    public bool AreAlike(ReadOnlySpan<int> some, ReadOnlySpan<int> others) =>
        Dice(ShapeOf(some), ShapeOf(others)) >= 58;

    private ulong ShapeOf(ReadOnlySpan<int> ids)
    {
        var shape = 0UL;
        foreach (var id in ids)
        {
            shape |= shapes[id];
        }

        return shape;
    }

    private int Dice(int a, int b) => Dice(shapes[a], shapes[b]);

    private static int Dice(ulong x, ulong y)
    {
        return 200 * BitOperations.PopCount(x & y) / Math.Max(1, BitOperations.PopCount(x) + BitOperations.PopCount(y));
    }

    private int Add(int slot, ReadOnlySpan<char> folded, ulong hash, bool isNumber)
    {
        if (Count >= limit)
        {
            return limit - 1 - (int)(hash % SharedPlaces);
        }

        if (Count == hashes.Length)
        {
            Array.Resize(ref hashes, Count * 2);
            Array.Resize(ref shapes, Count * 2);
            Array.Resize(ref letters, Count * 2);
            Array.Resize(ref classes, Count * 2);
        }

        hashes[Count] = hash;
        shapes[Count] = Shape(folded);
        letters[Count] = LettersOf(folded);
        classes[Count] = WordClasses.Of(hash)
            | (isNumber ? WordClass.Number : WordClass.None) | (folded.Length < 4 ? WordClass.Short : WordClass.None);
        slots[slot] = Count++;
        if (Count * 3 > slots.Length)
        {
            Rehash();
        }

        return Count - 1;
    }

    /// <summary>A set of letter pairs in 64 bits; the ends of a word count as letters.</summary>
    private static ulong Shape(ReadOnlySpan<char> folded)
    {
        var shape = 0UL;
        var previous = '^';
        foreach (var c in folded)
        {
            shape |= 1UL << (int)(Hashing.Mix(((ulong)previous << 16) | c) & 63);
            previous = c;
        }

        return shape | (1UL << (int)(Hashing.Mix(((ulong)previous << 16) | '$') & 63));
    }

    /// <summary>Which letters a word has, whatever their order, and above them its length.</summary>
    private static uint LettersOf(ReadOnlySpan<char> folded)
    {
        var set = 0U;
        foreach (var c in folded)
        {
            set |= 1U << (c % LengthAt);
        }

        return set | ((uint)Math.Min(folded.Length, 31) << LengthAt);
    }

    private void Rehash()
    {
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var id = 1; id < Count; id++)
        {
            var slot = (int)(hashes[id] >> 20) & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = id;
        }
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Count);
        for (var id = 1; id < Count; id++)
        {
            to.Write(hashes[id]);
            to.Write(shapes[id]);
            to.Write(letters[id]);
            to.Write((uint)classes[id]);
        }
    }

    public void Load(BinaryReader from)
    {
        Count = from.ReadInt32();
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Count, 1 << 12));
        (hashes, shapes, letters, classes) = (new ulong[size], new ulong[size], new uint[size], new WordClass[size]);
        for (var id = 1; id < Count; id++)
        {
            hashes[id] = from.ReadUInt64();
            shapes[id] = from.ReadUInt64();
            letters[id] = from.ReadUInt32();
            classes[id] = (WordClass)from.ReadUInt32();
        }

        slots = new int[Math.Max(slots.Length, (int)BitOperations.RoundUpToPowerOf2((uint)Count * 3) / 2)];
        Rehash();
    }
}
