using System.Numerics;

namespace Postbag.Triage.Needs;

/// <summary>
/// Signs of a need that have been met in the sentences just read. Somebody who can't say it says a little here and a little there;
/// none of it is enough, and together it is.
/// </summary>
/// <param name="signs">The need's signs and hints.</param>
internal sealed class NeedSigns(IReadOnlyList<(RulePattern Pattern, int Weight)> signs)
{
    /// <summary>What a sign counts.</summary>
    public const int Sign = 2;

    /// <summary>What a hint counts.</summary>
    public const int Hint = 1;

    /// <summary>A need's signs are bits of one number.</summary>
    public const int Most = 64;

    /// <summary>Two signs, a sign and two hints, four hints.</summary>
    private const int Enough = 4;

    /// <summary>Sentences that are remembered: the one that is looked at and those before it.</summary>
    private const int Remembered = 4;

    private readonly ulong[] met = new ulong[Remembered];
    private int sentence;

    /// <summary>Takes a sentence's signs; true if, with those before, they are enough for the first time since they last were.</summary>
    /// <param name="these">Its signs, as bits.</param>
    public bool Add(ulong these)
    {
        met[sentence++ % Remembered] = these;
        if (these == 0) return false;
        var all = 0UL;
        foreach (var some in met) all |= some;
        var weight = 0;
        for (; all != 0; all &= all - 1) weight += signs[BitOperations.TrailingZeroCount(all)].Weight;
        if (weight < Enough) return false;
        Array.Clear(met);
        return true;
    }
}
