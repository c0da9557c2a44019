using System.Collections.Concurrent;

namespace Postbag.Casework.Inbox;

/// <summary>The room there is for <see cref="LettersAtHand"/>, however many offices a process serves.</summary>
/// <remarks>
/// Where it is full those that came first stay, because a step that goes through many more than it holds would
/// otherwise find each gone just before it asks; what nobody has let go of for <see cref="Longest"/> makes room. Safe
/// from many threads.
/// </remarks>
/// <param name="most">Letters of all offices.</param>
/// <param name="mostChars">Of all their texts together.</param>
/// <param name="time">For how long a letter has been here.</param>
internal sealed class LetterRoom(int most, long mostChars, TimeProvider time)
{
    /// <summary>For how long a letter is kept that nobody lets go of.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(LettersAtHand Office, long Number), Kept> all = new();
    private int letters;
    private long chars;
    private long lookedThroughAt;

    /// <summary>A morning's post, in 32 MB of text.</summary>
    public static LetterRoom OfProcess { get; } = new(most: 4_096, mostChars: 16 << 20, TimeProvider.System);

    private bool IsFull => Volatile.Read(ref letters) >= most || Interlocked.Read(ref chars) >= mostChars;

    /// <summary>Keeps it where there is room.</summary>
    public void Keep(LettersAtHand office, long number, OpenedLetter letter)
    {
        if (IsFull) LetGoOfOld();
        if (IsFull || !all.TryAdd((office, number), new Kept(letter, time.GetTimestamp()))) return;
        Interlocked.Increment(ref letters);
        Interlocked.Add(ref chars, letter.Letter.Text.Length);
    }

    /// <returns>Null if it isn't here, or has been for too long.</returns>
    public OpenedLetter? Of(LettersAtHand office, long number) =>
        all.TryGetValue((office, number), out var kept) && !IsOld(kept) ? kept.Letter : null;

    public void LetGo(LettersAtHand office, long number)
    {
        if (!all.TryRemove((office, number), out var gone)) return;
        Interlocked.Decrement(ref letters);
        Interlocked.Add(ref chars, -gone.Letter.Letter.Text.Length);
    }

    /// <summary>Once a second at most: whoever reads a hundred thousand finds it full ninety thousand times.</summary>
    private void LetGoOfOld()
    {
        var last = Interlocked.Read(ref lookedThroughAt);
        if (last != 0 && time.GetElapsedTime(last) < BetweenLooks) return;
        if (Interlocked.CompareExchange(ref lookedThroughAt, time.GetTimestamp(), last) != last) return;
        foreach (var ((office, number), _) in all.Where(pair => IsOld(pair.Value))) LetGo(office, number);
    }

    private bool IsOld(Kept kept) => time.GetElapsedTime(kept.Since) > Longest;

    private sealed record Kept(OpenedLetter Letter, long Since);
}
