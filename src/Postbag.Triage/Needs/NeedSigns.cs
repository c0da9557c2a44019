using System.Numerics;

namespace Postbag.Triage.Needs;

/// <summary>
/// Signs of a need that have been met in the sentences just read. Somebody who can't say it says a little here and a
/// little there; none of it is enough, and together it is.
/// </summary>
/// <param name="weights">What each of the need's signs and hints counts.</param>
internal sealed class NeedSigns(IReadOnlyList<int> weights)
{
    /// <summary>What a sign counts.</summary>
    public const int Sign = 2;

    /// <summary>What a hint counts.</summary>
    public const int Hint = 1;

    /// <summary>A need's signs are bits of one number.</summary>
    public const int Most = 64;

    /// <summary>Two signs, a sign and two hints of any kind, four of the need's own hints.</summary>
    private const int Enough = 4;

    /// <summary>Sentences that are remembered: the one that is looked at and those before it.</summary>
    private const int Remembered = 4;

    private readonly ulong[] met = new ulong[Remembered];
    private readonly ulong[] hinted = new ulong[Remembered];
    private readonly FoundPlace?[] places = new FoundPlace?[Remembered];
    private int sentence;

    /// <summary>Takes a sentence's signs. With those before, they are enough once; then it begins anew.</summary>
    /// <param name="these">The need's own signs and hints, as bits.</param>
    /// <param name="hints">What hints at any need, as bits. It adds to a sign and is none.</param>
    /// <param name="place">Where the first of the need's own stands; null if there is none.</param>
    /// <returns>Where the newest sign stands if there are enough; null if not.</returns>
    public FoundPlace? Add(ulong these, ulong hints, FoundPlace? place)
    {
        var now = sentence++ % Remembered;
        (met[now], hinted[now], places[now]) = (these, hints, place);
        var (all, any) = (0UL, 0UL);
        for (var i = 0; i < Remembered; i++) (all, any) = (all | met[i], any | hinted[i]);
        var (own, hasSign) = (0, false);
        for (; all != 0; all &= all - 1)
        {
            var weight = weights[BitOperations.TrailingZeroCount(all)];
            own += weight;
            hasSign |= weight == Sign;
        }

        if (own < Enough && !(hasSign && own + BitOperations.PopCount(any) >= Enough)) return null;
        FoundPlace? newest = null;
        for (var back = 0; back < Remembered && newest is null; back++)
            newest = places[(now + Remembered - back) % Remembered];
        Array.Clear(met);
        return newest;
    }
}

/// <summary>Words of a letter, by number, and the pattern that stands there.</summary>
/// <param name="From">The first word.</param>
/// <param name="To">The first that isn't part of it.</param>
/// <param name="Line">The pattern's line.</param>
internal readonly record struct FoundPlace(int From, int To, int Line);
