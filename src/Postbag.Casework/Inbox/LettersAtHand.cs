using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Letters that were read a moment ago, for the steps that come after: else each would unpack and read them anew. Nothing hangs on
/// it: what isn't here is read from its row, in this process or another.</summary>
/// <remarks>
/// Bounded for the whole process, however many offices it serves: <see cref="Most"/> letters and <see cref="MostChars"/>. Where it is full
/// those that came first stay, because a step that goes through many more than it holds would otherwise find each gone just
/// before it asks. The last step lets go of them; what nobody has let go of for <see cref="Longest"/> makes room. Safe from many threads.
/// </remarks>
internal sealed class LettersAtHand
{
    /// <summary>Letters of all offices: a morning's post.</summary>
    private const int Most = 4_096;

    /// <summary>Of all texts together, 32 MB.</summary>
    private const long MostChars = 16 << 20;

    /// <summary>Longer texts aren't kept.</summary>
    private const int LongestText = 100_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private static readonly ConditionalWeakTable<Engine, LettersAtHand> Offices = [];
    private static readonly ConcurrentDictionary<(LettersAtHand Office, long Number), Kept> All = new();
    private static int letters;
    private static long chars;
    private static long lookedThroughAt;

    private LettersAtHand()
    {
    }

    public static LettersAtHand Of(Engine engine) => Offices.GetValue(engine, _ => new LettersAtHand());

    /// <param name="number">The message's number in the ledger.</param>
    /// <param name="letter">As it was read.</param>
    public void Keep(long number, OpenedLetter letter)
    {
        if (letter.Letter.Text.Length > LongestText) return;
        if (IsFull) LetGoOfOld();
        if (IsFull || !All.TryAdd((this, number), new Kept(letter, Stopwatch.GetTimestamp()))) return;
        Interlocked.Increment(ref letters);
        Interlocked.Add(ref chars, letter.Letter.Text.Length);
    }

    /// <param name="number">The message's number in the ledger.</param>
    /// <param name="sizeBytes">How many bytes its row has: of a letter that was deleted meanwhile it has others.</param>
    /// <returns>Null if it isn't at hand.</returns>
    public OpenedLetter? Of(long number, long sizeBytes) =>
        All.TryGetValue((this, number), out var kept) && kept.Letter.SizeBytes == sizeBytes && !IsOld(kept) ? kept.Letter : null;

    /// <summary>The letter at hand, or else as its row has it.</summary>
    /// <returns>Null for what no reader can make sense of.</returns>
    public OpenedLetter? Read(long number, int packing, byte[] content, long sizeBytes) =>
        Of(number, sizeBytes) ?? OpenedLetter.Of(RawPacking.Unpack(packing, content, sizeBytes));

    /// <summary>Nobody comes after.</summary>
    public void LetGo(IEnumerable<long> numbers)
    {
        foreach (var number in numbers) LetGo((this, number));
    }

    private static bool IsFull => Volatile.Read(ref letters) >= Most || Interlocked.Read(ref chars) >= MostChars;

    /// <summary>Once a second at most: whoever reads a hundred thousand finds it full ninety thousand times.</summary>
    private static void LetGoOfOld()
    {
        var last = Interlocked.Read(ref lookedThroughAt);
        if (Stopwatch.GetElapsedTime(last) < BetweenLooks) return;
        if (Interlocked.CompareExchange(ref lookedThroughAt, Stopwatch.GetTimestamp(), last) != last) return;
        foreach (var (key, _) in All.Where(pair => IsOld(pair.Value))) LetGo(key);
    }

    private static void LetGo((LettersAtHand Office, long Number) key)
    {
        if (!All.TryRemove(key, out var gone)) return;
        Interlocked.Decrement(ref letters);
        Interlocked.Add(ref chars, -gone.Letter.Letter.Text.Length);
    }

    private static bool IsOld(Kept kept) => Stopwatch.GetElapsedTime(kept.Since) > Longest;

    private sealed record Kept(OpenedLetter Letter, long Since);
}
