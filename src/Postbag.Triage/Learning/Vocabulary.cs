using System.Numerics;
using System.Runtime.CompilerServices;

namespace Postbag.Triage.Learning;

/// <summary>Which row of the weights a feature has.</summary>
internal sealed class Vocabulary
{
    private readonly uint[] keys;
    private readonly int[] slots;
    private readonly int shift;

    /// <summary>Numbers the features.</summary>
    /// <param name="keys">The features' keys by row, no key twice.</param>
    public Vocabulary(uint[] keys)
    {
        this.keys = keys;
        var bits = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, keys.Length)) + 2);
        shift = 32 - bits;
        slots = new int[1 << bits];
        for (var row = 0; row < keys.Length; row++)
        {
            var slot = keys[row] >> shift;
            while (slots[slot] != 0) slot = (slot + 1) & (uint)(slots.Length - 1);
            slots[slot] = row + 1;
        }
    }

    public int Count => keys.Length;

    public ReadOnlySpan<uint> Keys => keys;

    /// <summary>The row of a feature; -1 if it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(uint key)
    {
        for (var slot = key >> shift; ; slot = (slot + 1) & (uint)(slots.Length - 1))
        {
            var row = slots[slot] - 1;
            if (row < 0 || keys[row] == key) return row;
        }
    }
}
