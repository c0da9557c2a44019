using System.Numerics;
using System.Runtime.InteropServices;

namespace Postbag.Grouping.Reading;

/// <summary>
/// Our own hashing: the framework's is seeded anew in each process, and a decision has to be the same byte for byte
/// when a stream of letters is replayed.
/// </summary>
internal static class Hashing
{
    public const ulong Seed = 0x9E3779B97F4A7C15;

    /// <summary>Spreads every bit of the input over the whole result (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    public static ulong Combine(ulong hash, ulong next) =>
        (BitOperations.RotateLeft(hash, 23) ^ next) * 0xD6E8FEB86659FD93;

    /// <summary>The hash of a long text as it came, four characters at a time.</summary>
    public static ulong OfBody(ReadOnlySpan<char> text, ulong hash)
    {
        var blocks = MemoryMarshal.Cast<char, ulong>(text);
        var (even, odd) = (hash ^ (ulong)text.Length, Seed);
        var i = 0;
        for (; i + 1 < blocks.Length; i += 2)
        {
            even = (BitOperations.RotateLeft(even, 29) ^ blocks[i]) * 0xD6E8FEB86659FD93;
            odd = (BitOperations.RotateLeft(odd, 31) ^ blocks[i + 1]) * 0x9FB21C651E98DF25;
        }

        for (var at = i * 4; at < text.Length; at++)
        {
            even = Combine(even, text[at]);
        }

        return Mix(Combine(even, Mix(odd)));
    }

    public static ulong OfText(ReadOnlySpan<char> text)
    {
        var hash = Seed;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return Mix(hash);
    }
}
