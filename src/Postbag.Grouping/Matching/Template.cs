using System.Numerics;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// What the letters of a campaign have in common. It starts as the first letter, own words and all; with each letter
/// that is aligned to it the words that others send too gain support, and the first writer's own stay behind.
/// </summary>
internal sealed class Template
{
    private uint[] tags = new uint[16];
    private int[] places = new int[16];

    public int[] Ids = [];
    public ulong[] Words = [];

    /// <summary>How many aligned letters have each word.</summary>
    public int[] Support = [];

    /// <summary>How many plain copies have each word: they are not kept, so this can't be counted again.</summary>
    public int[] CopySupport = [];

    public ulong[] Shingles = [];

    public int Count { get; private set; }

    /// <summary>How many letters were aligned, the first one included.</summary>
    public int Aligned { get; set; }

    public long SizeBytes => (Ids.Length * 4L) + (Words.Length * 16L) + (Support.Length * 8L) + (tags.Length * 8L);

    /// <summary>Makes this the template of one letter.</summary>
    public void Become(LetterTokens letter, int shingleWords)
    {
        Count = letter.Count;
        Fit();
        Array.Copy(letter.Ids, Ids, Count);
        Array.Copy(letter.Words, Words, Count);
        Array.Fill(Support, 1, 0, Count);
        Array.Clear(CopySupport, 0, Count);
        Aligned = 1;
        Index(shingleWords);
    }

    /// <summary>Appends a paragraph that the first writer had cut out, as a unit of its own.</summary>
    public void Append(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> words, int support, int shingleWords)
    {
        var at = Count;
        Count += ids.Length + 1;
        Fit();
        (Ids[at], Words[at], Support[at], CopySupport[at]) = (LetterTokens.Break, 0, 0, 0);
        ids.CopyTo(Ids.AsSpan(at + 1));
        words.CopyTo(Words.AsSpan(at + 1));
        Array.Fill(Support, support, at + 1, ids.Length);
        Array.Clear(CopySupport, at + 1, ids.Length);
        Index(shingleWords);
    }

    /// <summary>Puts what most letters say in place of what the first writer alone said.</summary>
    public void Replace(int from, int end, ReadOnlySpan<int> ids, ReadOnlySpan<ulong> words, int support,
        int shingleWords)
    {
        var (tail, grown) = (Count - end, ids.Length - (end - from));
        var old = Count;
        Count += Math.Max(0, grown);
        Fit();
        Count = old + grown;
        Array.Copy(Ids, end, Ids, end + grown, tail);
        Array.Copy(Words, end, Words, end + grown, tail);
        Array.Copy(Support, end, Support, end + grown, tail);
        Array.Copy(CopySupport, end, CopySupport, end + grown, tail);
        ids.CopyTo(Ids.AsSpan(from));
        words.CopyTo(Words.AsSpan(from));
        Array.Fill(Support, support, from, ids.Length);
        Array.Clear(CopySupport, from, ids.Length);
        Index(shingleWords);
    }

    /// <summary>Takes in a plain copy that has these stretches.</summary>
    public void LearnCopy(IReadOnlyList<(int From, int End)> covered)
    {
        Aligned++;
        for (var run = 0; run < covered.Count; run++)
        {
            AddOne(Support.AsSpan(covered[run].From..covered[run].End));
            AddOne(CopySupport.AsSpan(covered[run].From..covered[run].End));
        }
    }

    private static void AddOne(Span<int> counts)
    {
        var i = 0;
        for (; i <= counts.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            (new Vector<int>(counts[i..]) + Vector<int>.One).CopyTo(counts[i..]);
        }

        for (; i < counts.Length; i++)
        {
            counts[i]++;
        }
    }

    /// <summary>Whether the word counts as the campaign's: enough people sent it for it to be nobody's own.</summary>
    public bool IsLive(int at) => Ids[at] != LetterTokens.Break && Support[at] >= LiveSupport;

    /// <summary>Text that three people sent is not personal; with fewer letters two have to do.</summary>
    public int LiveSupport => Aligned < 2 ? 1 : Aligned < 6 ? 2 : 3;

    /// <summary>Whether the word belongs to the core: what a letter of the campaign usually has.</summary>
    public bool IsCore(int at, double share)
    {
        if (Ids[at] == LetterTokens.Break)
        {
            return false;
        }

        return Aligned switch
        {
            1 => true,
            2 => Support[at] >= 2,
            _ => Support[at] >= 2 && Support[at] >= share * Aligned,
        };
    }

    /// <summary>How many words of a stretch are alive.</summary>
    public int CountLive(int from, int end)
    {
        var live = 0;
        for (var at = from; at < end; at++)
        {
            live += IsLive(at) ? 1 : 0;
        }

        return live;
    }

    /// <summary>How many words of a stretch belong to the core.</summary>
    public int CountCore(int from, int end, double share)
    {
        var core = 0;
        for (var at = from; at < end; at++)
        {
            core += IsCore(at, share) ? 1 : 0;
        }

        return core;
    }

    /// <summary>The place of a run, the one nearest to where it is expected; -1 if it isn't here.</summary>
    public int Find(ulong shingle, int expected)
    {
        var tag = (uint)(shingle >> 32) | 1;
        var mask = tags.Length - 1;
        var best = -1;
        for (var slot = (int)(tag >> 1) & mask; tags[slot] != 0; slot = (slot + 1) & mask)
        {
            if (tags[slot] == tag && Shingles[places[slot]] == shingle
                && (best < 0 || Math.Abs(places[slot] - expected) < Math.Abs(best - expected)))
            {
                best = places[slot];
            }
        }

        return best;
    }

    private void Fit()
    {
        if (Count <= Ids.Length)
        {
            return;
        }

        var size = Math.Max(Count, 32);
        Array.Resize(ref Ids, size);
        Array.Resize(ref Words, size);
        Array.Resize(ref Support, size);
        Array.Resize(ref CopySupport, size);
        Array.Resize(ref Shingles, size);
    }

    public void Index(int shingleWords)
    {
        Matching.Shingles.Of(Words, Shingles, Count, shingleWords);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, Count * 2));
        if (size > tags.Length)
        {
            (tags, places) = (new uint[size], new int[size]);
        }
        else
        {
            Array.Clear(tags);
        }

        var mask = tags.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            if (Shingles[i] == 0)
            {
                continue;
            }

            var tag = (uint)(Shingles[i] >> 32) | 1;
            var slot = (int)(tag >> 1) & mask;
            while (tags[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            (tags[slot], places[slot]) = (tag, i);
        }
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Count);
        to.Write(Aligned);
        for (var i = 0; i < Count; i++)
        {
            to.Write(Ids[i]);
            to.Write(Support[i]);
            to.Write(CopySupport[i]);
        }
    }

    public void Load(BinaryReader from, Vocabulary vocabulary, int shingleWords)
    {
        Count = from.ReadInt32();
        Aligned = from.ReadInt32();
        Fit();
        for (var i = 0; i < Count; i++)
        {
            Ids[i] = from.ReadInt32();
            Support[i] = from.ReadInt32();
            CopySupport[i] = from.ReadInt32();
            Words[i] = vocabulary.HashOf(Ids[i]);
        }

        Index(shingleWords);
    }
}
