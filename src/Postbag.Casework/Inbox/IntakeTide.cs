using System.Diagnostics;
using System.Runtime.CompilerServices;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Whether mail pours in: then taking it in goes first. What is stored is safe and can wait a moment for its
/// next step, while whoever delivers is waiting for an answer.</summary>
/// <remarks>Of one office in one process. Safe from many threads.</remarks>
internal sealed class IntakeTide(TimeProvider clock)
{
    /// <summary>So many letters that were answered for within <see cref="Window"/> are a pour: twenty a second. A letter
    /// now and then is none.</summary>
    private const int Letters = 5;

    /// <summary>How long work stands back while mail comes in without a pause: a burst of ten thousand is taken in
    /// first.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    /// <summary>The longest rest between two batches where mail comes in without end.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private static readonly ConditionalWeakTable<Engine, IntakeTide> Offices = [];

    private readonly Lock gate = new();
    private readonly long[] last = new long[Letters];
    private int next;
    private int waiting;
    private long highSince;

    /// <summary>That of an office, in this process.</summary>
    public static IntakeTide Of(Engine engine) => Offices.GetValue(engine, _ => new IntakeTide(TimeProvider.System));

    /// <summary>Whether mail pours in, or whoever has brought a letter still waits for an answer: where other work is
    /// what keeps them waiting, few are answered, and it would look like no pour.</summary>
    public bool IsHigh
    {
        get
        {
            lock (gate) return IsHighAt(clock.GetTimestamp());
        }
    }

    /// <summary>Somebody brings a letter.</summary>
    /// <returns>To be disposed once they have their answer.</returns>
    public Brought Bring()
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            if (!IsHighAt(now)) highSince = now;
            waiting++;
        }

        return new Brought(this);
    }

    private void Answer()
    {
        lock (gate)
        {
            waiting--;
            last[next] = clock.GetTimestamp();
            next = (next + 1) % Letters;
        }
    }

    /// <summary>Waits while mail pours in; where it does so for long, only as long again as the work before it took, so
    /// that the work goes on beside it.</summary>
    /// <param name="workingSince">When that work began, by <see cref="Stopwatch"/>.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task LetPassAsync(long workingSince, CancellationToken cancellationToken)
    {
        if (!IsHigh) return;
        var worked = clock.GetElapsedTime(workingSince);
        var since = clock.GetTimestamp();
        var rest = worked < LongestRest ? worked : LongestRest;
        while (IsHigh && (clock.GetElapsedTime(HighSince) < LongestWait || clock.GetElapsedTime(since) < rest))
            await Task.Delay(Look, clock, cancellationToken);
    }

    private long HighSince
    {
        get
        {
            lock (gate) return highSince;
        }
    }

    /// <remarks>The oldest of the last letters is where the next will be put down.</remarks>
    private bool IsHighAt(long now) =>
        waiting > 0 || (last[next] != 0 && clock.GetElapsedTime(last[next], now) < Window);

    /// <summary>A letter on its way.</summary>
    public readonly struct Brought(IntakeTide tide) : IDisposable
    {
        public void Dispose() => tide.Answer();
    }
}
