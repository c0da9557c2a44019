using System.Numerics;
using System.Runtime.CompilerServices;

namespace Postbag.Triage.Reading;

/// <summary>What a feature is made of: the lowest two bits of its key.</summary>
internal enum FeatureKind
{
    Word = 0,
    Pair = 1,
    Run = 2,
}

/// <summary>
/// A text as features: its words, pairs of neighbours, and runs of characters within words, each once with how often it
/// stands there. A feature is known by a key of 32 bits, so no word of any letter is ever in a model.
/// </summary>
/// <remarks>Kept between texts for its memory. Not safe for two threads at once.</remarks>
internal sealed class TextFeatures(TriageOptions options)
{
    private const int LongestWord = 40;
    private const uint Seed = 2166136261;
    private const uint Prime = 16777619;

    private readonly char[] letters = new char[LongestWord + 2];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private uint[] hashes = new uint[256];
    private uint[] keys = new uint[1024];
    private int[] counts = new int[1024];
    private int[] words = new int[1024];
    private int[] slots = new int[1024];
    private int[] table = new int[4096];

    /// <summary>How many words the text has.</summary>
    public int WordCount { get; private set; }

    /// <summary>How many different features.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<uint> Keys => keys.AsSpan(0, Count);

    /// <summary>How often each stands in the text.</summary>
    public ReadOnlySpan<int> Counts => counts.AsSpan(0, Count);

    /// <summary>The word each was first seen in; of a pair the first.</summary>
    public ReadOnlySpan<int> Words => words.AsSpan(0, Count);

    /// <summary>The words by themselves, equal for words that are compared as equal.</summary>
    public ReadOnlySpan<uint> WordHashes => hashes.AsSpan(0, WordCount);

    public WordSpan SpanOf(int word) => new(starts[word], ends[word]);

    /// <summary>The whole text as one number: equal for texts of the same words.</summary>
    public ulong TextHash()
    {
        var hash = 14695981039346656037UL;
        for (var word = 0; word < WordCount; word++)
            hash = BitOperations.RotateLeft((hash ^ hashes[word]) * 0x9E3779B97F4A7C15, 29);
        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<char> text)
    {
        Clear();
        if (text.Length > options.MaxCharacters) text = text[..options.MaxCharacters];
        for (var at = 0; at < text.Length;)
        {
            if (Folding.Of(text[at]) <= Folding.Silent)
            {
                at++;
                continue;
            }

            at = ReadWord(text, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadWord(ReadOnlySpan<char> text, int start)
    {
        var hash = Seed;
        var length = 0;
        var at = start;
        var end = start;
        for (; at < text.Length; at++)
        {
            var c = Folding.Of(text[at]);
            if (c == Folding.Divides) break;
            if (c == Folding.Silent) continue;
            hash = (hash ^ c) * Prime;
            if (length < LongestWord) letters[++length] = c;
            end = at + 1;
        }

        hash = Mix(hash);
        var word = AddWord(start, end, hash);
        Add(Key(hash, FeatureKind.Word), word);
        if (word > 0) Add(Key(
            Mix((hashes[word - 1] * 0x9E3779B1) + BitOperations.RotateLeft(hash, 13)), FeatureKind.Pair), word - 1);
        if (length >= options.ShortestRun) AddRuns(word, length);
        return at;
    }

    /// <summary>The runs of a word, its ends marked, so that "ill" in "hill" isn't the word "ill".</summary>
    private void AddRuns(int word, int length)
    {
        letters[0] = letters[length + 1] = '\u0002';
        var marked = length + 2;
        for (var from = 0; from + options.ShortestRun <= marked; from++)
        {
            var hash = Seed ^ 0x55555555;
            var to = Math.Min(marked, from + options.LongestRun);
            for (var at = from; at < to; at++)
            {
                hash = (hash ^ letters[at]) * Prime;
                if (at - from + 1 >= options.ShortestRun) Add(Key(Mix(hash), FeatureKind.Run), word);
            }
        }
    }

    private int AddWord(int start, int end, uint hash)
    {
        if (WordCount == starts.Length)
        {
            Array.Resize(ref starts, WordCount * 2);
            Array.Resize(ref ends, WordCount * 2);
            Array.Resize(ref hashes, WordCount * 2);
        }

        starts[WordCount] = start;
        ends[WordCount] = end;
        hashes[WordCount] = hash;
        return WordCount++;
    }

    private void Add(uint key, int word)
    {
        var mask = (uint)table.Length - 1;
        var slot = (key >> 2) & mask;
        for (; table[slot] != 0; slot = (slot + 1) & mask)
        {
            if (keys[table[slot] - 1] != key) continue;
            counts[table[slot] - 1]++;
            return;
        }

        if (Count == keys.Length) Grow();
        if (Count * 2 > table.Length)
        {
            Rehash();
            Add(key, word);
            return;
        }

        keys[Count] = key;
        counts[Count] = 1;
        words[Count] = word;
        slots[Count] = (int)slot;
        table[slot] = ++Count;
    }

    private void Grow()
    {
        Array.Resize(ref keys, Count * 2);
        Array.Resize(ref counts, Count * 2);
        Array.Resize(ref words, Count * 2);
        Array.Resize(ref slots, Count * 2);
    }

    private void Rehash()
    {
        table = new int[table.Length * 4];
        var mask = (uint)table.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var slot = (keys[i] >> 2) & mask;
            while (table[slot] != 0) slot = (slot + 1) & mask;
            table[slot] = i + 1;
            slots[i] = (int)slot;
        }
    }

    private void Clear()
    {
        for (var i = 0; i < Count; i++) table[slots[i]] = 0;
        Count = 0;
        WordCount = 0;
    }

    private static uint Key(uint hash, FeatureKind kind) => (hash & ~3u) | (uint)kind;

    private static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
