using System.Runtime.CompilerServices;

namespace Postbag.Triage.Learning;

/// <summary>In how many examples each feature stands.</summary>
internal sealed class FeatureCounter
{
    private uint[] keys = new uint[1 << 16];
    private int[] counts = new int[1 << 16];
    private int shift = 16;
    private int used;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(uint key)
    {
        if (used * 2 > keys.Length) Grow();
        var mask = (uint)keys.Length - 1;
        var slot = key >> shift;
        while (counts[slot] != 0 && keys[slot] != key) slot = (slot + 1) & mask;
        used += counts[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        counts[slot]++;
    }

    /// <summary>The features of at least so many examples, in no order.</summary>
    public IEnumerable<(uint Key, int Examples)> From(int atLeast)
    {
        for (var slot = 0; slot < keys.Length; slot++)
            if (counts[slot] >= atLeast)
                yield return (keys[slot], counts[slot]);
    }

    private void Grow()
    {
        var (oldKeys, oldCounts) = (keys, counts);
        keys = new uint[oldKeys.Length * 2];
        counts = new int[keys.Length];
        shift--;
        var mask = (uint)keys.Length - 1;
        for (var old = 0; old < oldKeys.Length; old++)
        {
            if (oldCounts[old] == 0) continue;
            var slot = oldKeys[old] >> shift;
            while (counts[slot] != 0) slot = (slot + 1) & mask;
            keys[slot] = oldKeys[old];
            counts[slot] = oldCounts[old];
        }
    }
}
