namespace Postbag.Demo;

/// <summary>A small generator of our own (SplitMix64, Steele, Lea and Flood 2014): the framework's may change between
/// versions, and the demo office must be the same to the byte for ever.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    /// <summary>Dice that depend on the key alone, so that a new letter doesn't change the others.</summary>
    public static Dice For(ulong seed, string key)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var character in key) hash = (hash ^ character) * 1099511628211UL;
        return new Dice(seed * 0x9E3779B97F4A7C15UL ^ hash);
    }

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public int Below(int limit) => (int)(((UInt128)Next() * (ulong)limit) >> 64);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    public string Hex(int digits) => string.Create(digits, this, static (span, dice) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = "0123456789abcdef"[dice.Below(16)];
    });

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)Next();
        return bytes;
    }

    /// <summary>The items in another order (Fisher and Yates).</summary>
    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }
        return shuffled;
    }
}
