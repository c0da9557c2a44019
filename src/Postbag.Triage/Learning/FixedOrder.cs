namespace Postbag.Triage.Learning;

/// <summary>Shuffles the same way on every machine and in every version of .NET.</summary>
internal sealed class FixedOrder(ulong seed)
{
    private ulong state = seed;

    public void Shuffle(Span<int> numbers)
    {
        for (var i = numbers.Length - 1; i > 0; i--)
        {
            var other = (int)(Next() % (ulong)(i + 1));
            (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
        }
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
